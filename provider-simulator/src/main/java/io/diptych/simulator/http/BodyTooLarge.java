package io.diptych.simulator.http;

/// The body of a call is larger than its endpoint takes.
public final class BodyTooLarge extends Exception {

    private static final long serialVersionUID = 1L;

    BodyTooLarge(int maxBytes) {
        super("the request body has more than " + maxBytes + " bytes");
    }
}
