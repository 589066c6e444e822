package io.diptych.router.policy;

import org.jspecify.annotations.Nullable;

/// One model that a rule would have make the image, and how.
///
/// @param model catalogue id
/// @param tier  quality or resolution in the model's own words; null where the request's resolution is meant
/// @param batch whether the batch lane is meant where the caller allows it
public record Candidate(String model, @Nullable String tier, boolean batch) {}
