package io.diptych.embedded;

/// A running part as the operating system sees it.
///
/// @param pid           of its main process
/// @param residentBytes memory it occupies with all its processes, where pages that several processes share are
///                      counted in shares; 0 where the system has no `/proc`
public record PartStatus(Part part, long pid, long residentBytes) {}
