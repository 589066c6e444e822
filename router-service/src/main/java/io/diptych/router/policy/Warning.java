package io.diptych.router.policy;

import org.jspecify.annotations.Nullable;

/// Something that people should know about a decision, for example that a model blends several subjects.
///
/// @param when  when it is said
/// @param model catalogue id of the model that must be chosen for it to be said; null for any
/// @param say   the words
public record Warning(Condition when, @Nullable String model, String say) {}
