package io.diptych.cost.balance;

import io.diptych.cost.balance.Knowledge.Basis;
import io.diptych.events.Posting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Balances as bytes for a store, some sixty each. The first byte is the layout's version.
public final class BalanceCodec {
    private static final int VERSION = 1;

    private BalanceCodec() {}

    /// The bytes of a balance.
    public static byte[] encode(AttemptBalance balance) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            Instant since = balance.since();
            amount(out, since == null ? null : since.toEpochMilli());
            knowledge(out, balance.best());
            out.writeBoolean(balance.charged());
            out.writeLong(balance.chargedMicros());
            out.writeBoolean(balance.unpriced());
            out.writeBoolean(balance.held());
            out.writeLong(balance.heldMicros());
            out.writeBoolean(balance.unpricedHold());
            for (Posting kind : Posting.values()) {
                out.writeShort(balance.numbers().getOrDefault(kind, 0));
            }
            out.writeShort(balance.credits().size());
            for (Map.Entry<String, Long> credit : balance.credits().entrySet()) {
                out.writeUTF(credit.getKey());
                out.writeLong(credit.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// The balance that [#encode(AttemptBalance)] wrote.
    ///
    /// @throws IllegalArgumentException when the layout's version is not known
    public static AttemptBalance decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("layout of the balance is " + version + ", must be " + VERSION);
            }
            Long since = amount(in);
            Knowledge best = knowledge(in);
            boolean charged = in.readBoolean();
            long chargedMicros = in.readLong();
            boolean unpriced = in.readBoolean();
            boolean held = in.readBoolean();
            long heldMicros = in.readLong();
            boolean unpricedHold = in.readBoolean();
            Map<Posting, Integer> numbers = new EnumMap<>(Posting.class);
            for (Posting kind : Posting.values()) {
                int made = in.readUnsignedShort();
                if (made > 0) {
                    numbers.put(kind, made);
                }
            }
            Map<String, Long> credits = new HashMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                credits.put(in.readUTF(), in.readLong());
            }
            return new AttemptBalance(
                    since == null ? null : Instant.ofEpochMilli(since),
                    best,
                    charged,
                    chargedMicros,
                    unpriced,
                    held,
                    heldMicros,
                    unpricedHold,
                    numbers,
                    credits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void knowledge(DataOutputStream out, Knowledge word) throws IOException {
        out.writeUTF(word.basis().name());
        out.writeLong(word.order());
        out.writeBoolean(word.charged());
        amount(out, word.chargeMicros());
        out.writeBoolean(word.held());
        amount(out, word.holdMicros());
    }

    private static Knowledge knowledge(DataInputStream in) throws IOException {
        return new Knowledge(
                Basis.valueOf(in.readUTF()), in.readLong(), in.readBoolean(), amount(in), in.readBoolean(), amount(in));
    }

    private static void amount(DataOutputStream out, @Nullable Long micros) throws IOException {
        out.writeBoolean(micros != null);
        if (micros != null) {
            out.writeLong(micros);
        }
    }

    private static @Nullable Long amount(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readLong() : null;
    }
}
