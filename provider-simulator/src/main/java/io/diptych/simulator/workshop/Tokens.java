package io.diptych.simulator.workshop;

/// How many tokens a text has. The simulator's own estimate: one for every four characters begun.
public final class Tokens {

    private Tokens() {}

    public static int of(String text) {
        return Math.ceilDiv(text.length(), 4);
    }
}
