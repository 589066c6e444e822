package io.diptych.router.kafka;

import io.diptych.router.budget.Account;
import io.diptych.router.budget.AttemptMoney;
import io.diptych.router.budget.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes and reads what the books hold: fixed fields first, then postings with their lengths.
final class BooksCodec {
    private static final int ATTEMPT_BYTES = 3 * Long.BYTES + 1;

    private BooksCodec() {}

    static byte[] bytes(Account account) {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(account.span().start().toEpochMilli())
                .putLong(account.span().end().toEpochMilli())
                .putLong(account.spentMicros())
                .putLong(account.heldMicros())
                .array();
    }

    static Account account(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Span span = new Span(Instant.ofEpochMilli(in.getLong()), Instant.ofEpochMilli(in.getLong()));
        return new Account(span, in.getLong(), in.getLong());
    }

    static byte[] bytes(AttemptMoney money) {
        List<byte[]> postings = money.postings().stream()
                .map(posting -> posting.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = postings.stream()
                .mapToInt(posting -> Integer.BYTES + posting.length)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(ATTEMPT_BYTES + size)
                .putLong(money.heldMicros())
                .putLong(money.assumedMicros())
                .put((byte) (money.settled() ? 1 : 0))
                .putLong(money.touchedAt().toEpochMilli());
        postings.forEach(posting -> out.putInt(posting.length).put(posting));
        return out.array();
    }

    static AttemptMoney attempt(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long held = in.getLong();
        long assumed = in.getLong();
        boolean settled = in.get() == 1;
        Instant touchedAt = Instant.ofEpochMilli(in.getLong());
        List<String> postings = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] posting = new byte[in.getInt()];
            in.get(posting);
            postings.add(new String(posting, StandardCharsets.UTF_8));
        }
        return new AttemptMoney(held, assumed, settled, postings, touchedAt);
    }

    static byte[] bytes(long micros) {
        return ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
    }

    static long micros(byte @Nullable [] bytes) {
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }
}
