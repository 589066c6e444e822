package io.diptych.worker.prompt;

import org.jspecify.annotations.Nullable;

/// The words of one call.
///
/// @param text            what is wanted
/// @param negative        what must not be seen, for models that take that apart; null for nothing
/// @param templateVersion the template they come from, as `name@version`; null for the caller's own words
public record Prompt(
        String text, @Nullable String negative, @Nullable String templateVersion) {}
