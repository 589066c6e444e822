package io.diptych.router.kafka;

import io.diptych.router.budget.AttemptMoney;
import io.diptych.router.budget.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes and reads what the books hold: fixed fields first, then texts with their lengths.
final class BooksCodec {
    private static final byte[] NOTHING = {(byte) 0xff};
    private static final int ATTEMPT_BYTES = 3 * Long.BYTES + 1;

    private BooksCodec() {}

    static byte[] bytes(AttemptMoney money) {
        List<byte[]> texts = new ArrayList<>(money.postings().size() + 2);
        texts.add(written(money.scope().project()));
        texts.add(written(money.scope().campaign()));
        money.postings().forEach(posting -> texts.add(written(posting)));
        int size = texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        ByteBuffer out = ByteBuffer.allocate(ATTEMPT_BYTES + size)
                .putLong(money.heldMicros())
                .putLong(money.assumedMicros())
                .put((byte) (money.settled() ? 1 : 0))
                .putLong(money.touchedAt().toEpochMilli());
        texts.forEach(text -> out.putInt(text.length).put(text));
        return out.array();
    }

    /// Nothing is a byte that no text begins with.
    private static byte[] written(@Nullable String text) {
        return text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String next(ByteBuffer in) {
        byte[] text = new byte[in.getInt()];
        in.get(text);
        return Arrays.equals(text, NOTHING) ? null : new String(text, StandardCharsets.UTF_8);
    }

    static AttemptMoney attempt(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long held = in.getLong();
        long assumed = in.getLong();
        boolean settled = in.get() == 1;
        Instant touchedAt = Instant.ofEpochMilli(in.getLong());
        Scope scope = new Scope(next(in), next(in));
        List<String> postings = new ArrayList<>();
        while (in.hasRemaining()) {
            postings.add(String.valueOf(next(in)));
        }
        return new AttemptMoney(scope, held, assumed, settled, postings, touchedAt);
    }

    static byte[] bytes(long micros) {
        return ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
    }

    static long micros(byte @Nullable [] bytes) {
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }
}
