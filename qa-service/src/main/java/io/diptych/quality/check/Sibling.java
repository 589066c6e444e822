package io.diptych.quality.check;

import io.diptych.quality.measure.Fingerprint;

/// Another image of the same request.
///
/// @param jobId the job that made it
public record Sibling(String jobId, Fingerprint fingerprint) {}
