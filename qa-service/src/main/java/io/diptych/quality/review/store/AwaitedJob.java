package io.diptych.quality.review.store;

/// The job that waits for an answer.
///
/// @param imageIndex which image of its request, from 0
public record AwaitedJob(String requestId, int imageIndex) {}
