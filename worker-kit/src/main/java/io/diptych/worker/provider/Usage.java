package io.diptych.worker.provider;

import org.jspecify.annotations.Nullable;

/// Tokens as a provider counted them. A count that it did not send is null, never zero.
public record Usage(
        @Nullable Long textIn,
        @Nullable Long textInCached,
        @Nullable Long imageIn,
        @Nullable Long imageInCached,
        @Nullable Long textOut,
        @Nullable Long imageOut) {}
