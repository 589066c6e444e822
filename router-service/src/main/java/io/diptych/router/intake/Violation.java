package io.diptych.router.intake;

/// A rule of the contract that a request breaks.
///
/// @param field   path in the request, for example `output.count`
/// @param message names the field, its value and what would be right
public record Violation(String field, String message) {}
