package io.diptych.platform.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/// A record's bytes while they are written: Confluent's header, then Avro binary. Grows as it needs to. An encoder, so
/// that generated records can write themselves.
final class WireBytes extends BinaryEncoder {
    private static final int LONGEST_INT = 5;
    private static final int LONGEST_LONG = 10;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 8;

    private byte[] bytes;
    private int size;

    /// @param room bytes that are hoped to suffice
    WireBytes(int room) {
        bytes = new byte[Math.max(room, EventCodec.HEADER_BYTES)];
    }

    void writeHeader(int schemaId) {
        need(EventCodec.HEADER_BYTES);
        bytes[size] = EventCodec.MAGIC;
        ByteBuffer.wrap(bytes).putInt(size + 1, schemaId);
        size += EventCodec.HEADER_BYTES;
    }

    @Override
    public void writeBoolean(boolean value) {
        need(1);
        size += BinaryData.encodeBoolean(value, bytes, size);
    }

    @Override
    public void writeInt(int value) {
        need(LONGEST_INT);
        size += BinaryData.encodeInt(value, bytes, size);
    }

    @Override
    public void writeLong(long value) {
        need(LONGEST_LONG);
        size += BinaryData.encodeLong(value, bytes, size);
    }

    @Override
    public void writeDouble(double value) {
        need(DOUBLE);
        size += BinaryData.encodeDouble(value, bytes, size);
    }

    @Override
    public void writeString(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        writeInt(text.length);
        writeFixed(text, 0, text.length);
    }

    /// Writes what is left of the buffer, and leaves it there.
    @Override
    public void writeBytes(ByteBuffer value) {
        int length = value.remaining();
        writeInt(length);
        need(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    @Override
    public void writeFloat(float value) {
        need(FLOAT);
        size += BinaryData.encodeFloat(value, bytes, size);
    }

    @Override
    public void writeFixed(byte[] value, int start, int length) {
        need(length);
        System.arraycopy(value, start, bytes, size, length);
        size += length;
    }

    @Override
    protected void writeZero() {
        writeInt(0);
    }

    @Override
    public int bytesBuffered() {
        return size;
    }

    /// Nothing is held back.
    @Override
    public void flush() {}

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void need(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
