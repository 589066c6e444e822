package io.diptych.quality.review.http;

/// Nobody known asks.
final class Unauthorized extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unauthorized() {
        super("Authorization is missing or names nobody, must be 'Bearer <reviewer token>'");
    }
}
