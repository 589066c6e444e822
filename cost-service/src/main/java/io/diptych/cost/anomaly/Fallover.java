package io.diptych.cost.anomaly;

import java.nio.ByteBuffer;

/// How often jobs of late ended on another model than the one they were first routed to. A bit for each of the last 50;
/// it is sustained when half of them did, and is told again only after it has fallen below a tenth.
///
/// @param seen at most 50
/// @param bits the latest is the lowest
/// @param told whether it was told
public record Fallover(int seen, long bits, boolean told) {
    /// Nothing was seen.
    public static final Fallover NONE = new Fallover(0, 0, false);

    private static final int MEMORY = 50;
    private static final int SUSTAINED = 25;
    private static final int OVER = 5;
    private static final long MASK = (1L << MEMORY) - 1;

    /// Takes the next job.
    public Fallover observe(boolean other) {
        long after = (bits << 1 | (other ? 1 : 0)) & MASK;
        return new Fallover(Math.min(MEMORY, seen + 1), after, told && Long.bitCount(after) >= OVER);
    }

    /// Whether it has lasted, and nobody was told.
    public boolean isNews() {
        return !told && Long.bitCount(bits) >= SUSTAINED;
    }

    /// The same once somebody was told.
    public Fallover withTold() {
        return new Fallover(seen, bits, true);
    }

    /// Share of the jobs seen.
    public double share() {
        return seen == 0 ? 0 : (double) Long.bitCount(bits) / seen;
    }

    /// Its bytes for a store.
    public byte[] bytes() {
        return ByteBuffer.allocate(13)
                .putInt(seen)
                .putLong(bits)
                .put((byte) (told ? 1 : 0))
                .array();
    }

    /// What [#bytes()] wrote.
    public static Fallover of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Fallover(buffer.getInt(), buffer.getLong(), buffer.get() == 1);
    }
}
