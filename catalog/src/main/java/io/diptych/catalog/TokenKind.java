package io.diptych.catalog;

import java.util.Locale;

/// What a provider counts when it bills by tokens.
public enum TokenKind {
    TEXT_IN,
    /// The part of the text in that the provider had cached.
    TEXT_IN_CACHED,
    IMAGE_IN,
    /// The part of the images in that the provider had cached.
    IMAGE_IN_CACHED,
    /// Words and thoughts of the answer.
    TEXT_OUT,
    IMAGE_OUT;

    /// The name of this kind in price books.
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
