package io.diptych.simulator.chance;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Hands out the ids a provider gives its answers. No two are alike, not even across restarts.
public final class RequestIds {

    private final RandomGenerator random;

    public RequestIds(RandomGenerator random) {
        this.random = random;
    }

    /// A new id: the prefix and 24 hexadecimal digits.
    public synchronized String next(String prefix) {
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextInt());
    }
}
