package io.diptych.router.kafka;

import io.diptych.router.budget.Scope;
import io.diptych.router.budget.WaitingLine.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// An image that waits, for room in its tenant's budgets or for time to pass. What decides whether it
/// waits on can be read without the rest. Not a record: two of the same bytes are not the same value.
final class ParkedTurn {
    private final long untilMillis;
    private final String tenant;
    private final String requestId;
    private final int imageIndex;
    private final Headers headers;
    private final byte[] turn;
    private final Place place;
    private final long notBeforeMillis;

    /// @param untilMillis     how long it waits at most
    /// @param headers         of the record that it came with
    /// @param turn            the turn, written
    /// @param place           what it is for, and what it wants to hold
    /// @param notBeforeMillis when it is looked at again; 0 where it waits for room
    ParkedTurn(
            long untilMillis,
            String tenant,
            String requestId,
            int imageIndex,
            Headers headers,
            byte[] turn,
            Place place,
            long notBeforeMillis) {
        this.untilMillis = untilMillis;
        this.tenant = tenant;
        this.requestId = requestId;
        this.imageIndex = imageIndex;
        this.headers = headers;
        this.turn = turn;
        this.place = place;
        this.notBeforeMillis = notBeforeMillis;
    }

    long untilMillis() {
        return untilMillis;
    }

    String tenant() {
        return tenant;
    }

    String requestId() {
        return requestId;
    }

    int imageIndex() {
        return imageIndex;
    }

    Headers headers() {
        return headers;
    }

    byte[] turn() {
        return turn;
    }

    Place place() {
        return place;
    }

    long notBeforeMillis() {
        return notBeforeMillis;
    }

    /// The same, waiting for something else or with something else to hold.
    ParkedTurn waiting(Place other, long notBefore) {
        return new ParkedTurn(untilMillis, tenant, requestId, imageIndex, headers, turn, other, notBefore);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(untilMillis);
            out.writeUTF(tenant);
            out.writeUTF(requestId);
            out.writeInt(imageIndex);
            Header[] all = headers.toArray();
            out.writeInt(all.length);
            for (Header header : all) {
                out.writeUTF(header.key());
                writeBytes(out, header.value() == null ? new byte[0] : header.value());
            }
            writeBytes(out, turn);
            out.writeLong(notBeforeMillis);
            out.writeLong(place.micros());
            out.writeBoolean(place.isFurther());
            writeText(out, place.scope().project());
            writeText(out, place.scope().campaign());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ParkedTurn read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long untilMillis = in.readLong();
            String tenant = in.readUTF();
            String requestId = in.readUTF();
            int imageIndex = in.readInt();
            RecordHeaders headers = new RecordHeaders();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                headers.add(in.readUTF(), in.readNBytes(in.readInt()));
            }
            byte[] turn = in.readNBytes(in.readInt());
            long notBefore = in.readLong();
            long micros = in.readLong();
            boolean isFurther = in.readBoolean();
            Scope scope = new Scope(readText(in), readText(in));
            return new ParkedTurn(
                    untilMillis,
                    tenant,
                    requestId,
                    imageIndex,
                    headers,
                    turn,
                    new Place(scope, micros, isFurther),
                    notBefore);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
