package io.diptych.router.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// An image that waits for room in its tenant's budget. What decides whether it waits on can be read without the rest.
final class ParkedTurn {
    private final long untilMillis;
    private final String tenant;
    private final String requestId;
    private final int imageIndex;
    private final Headers headers;
    private final byte[] turn;

    /// @param untilMillis how long it waits at most
    /// @param headers     of the record that it came with
    /// @param turn        the turn, written
    ParkedTurn(long untilMillis, String tenant, String requestId, int imageIndex, Headers headers, byte[] turn) {
        this.untilMillis = untilMillis;
        this.tenant = tenant;
        this.requestId = requestId;
        this.imageIndex = imageIndex;
        this.headers = headers;
        this.turn = turn;
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
            return new ParkedTurn(untilMillis, tenant, requestId, imageIndex, headers, in.readNBytes(in.readInt()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
