package io.diptych.simulator.chance;

/// Numbers that look random and never change: a function of the seed and of what is asked about.
///
/// @param seed the simulator's seed
public record Dice(long seed) {

    /// A number for this subject, evenly spread over all longs.
    public long number(String... subject) {
        long hash = mix(seed + 0x9E3779B97F4A7C15L);
        for (String part : subject) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001B3L;
            }
            hash = mix(hash + 0x9E3779B97F4A7C15L);
        }
        return hash;
    }

    /// A share for this subject: at least 0, below 1.
    public double share(String... subject) {
        return (number(subject) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
