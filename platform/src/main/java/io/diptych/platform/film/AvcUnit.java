package io.diptych.platform.film;

import java.nio.ByteBuffer;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.model.NALUnit;

/// A unit of an H.264 stream.
///
/// @param head    what kind it is
/// @param payload a copy of the rest, without the bytes that keep it from looking like a start code
record AvcUnit(NALUnit head, ByteBuffer payload) {

    static AvcUnit of(ByteBuffer unit) {
        ByteBuffer copy =
                ByteBuffer.allocate(unit.remaining()).put(unit.duplicate()).flip();
        NALUnit head = NALUnit.read(copy);
        H264Utils.unescapeNAL(copy);
        return new AvcUnit(head, copy.slice());
    }
}
