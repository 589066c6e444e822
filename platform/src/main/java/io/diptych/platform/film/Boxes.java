package io.diptych.platform.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The boxes of an MP4 file, or of one of its boxes, in a row (ISO/IEC 14496-12).
///
/// @param all   those before the first that is broken
/// @param whole whether they fill what holds them, none is broken, and there are not absurdly many
record Boxes(List<Box> all, boolean whole) {
    private static final int HEAD = 8;
    private static final int LONG_HEAD = 16;
    private static final int MOST = 4096;

    Boxes {
        all = List.copyOf(all);
    }

    /// A box without its head.
    record Box(String type, ByteBuffer content) {}

    static Boxes in(ByteBuffer holder) {
        List<Box> boxes = new ArrayList<>();
        int at = 0;
        while (at + HEAD <= holder.limit() && boxes.size() < MOST) {
            long size = Integer.toUnsignedLong(holder.getInt(at));
            int head = HEAD;
            if (size == 1 && at + LONG_HEAD <= holder.limit()) {
                size = holder.getLong(at + HEAD);
                head = LONG_HEAD;
            } else if (size == 0) {
                size = (long) holder.limit() - at;
            }
            if (size < head || size > holder.limit() - at) {
                break;
            }
            boxes.add(new Box(text(holder, at + 4), holder.slice(at + head, (int) size - head)));
            at += (int) size;
        }
        return new Boxes(boxes, at == holder.limit());
    }

    /// The content of the first box at the end of a path of types, the first of each type followed.
    static Optional<ByteBuffer> at(ByteBuffer holder, String... path) {
        Optional<ByteBuffer> found = Optional.of(holder);
        for (String type : path) {
            found = found.flatMap(box -> in(box).first(type));
        }
        return found;
    }

    Optional<ByteBuffer> first(String type) {
        return of(type).stream().findFirst();
    }

    List<ByteBuffer> of(String type) {
        return all.stream()
                .filter(box -> box.type().equals(type))
                .map(Box::content)
                .toList();
    }

    /// Four characters.
    ///
    /// @throws IndexOutOfBoundsException where there are fewer
    static String text(ByteBuffer box, int from) {
        byte[] code = new byte[4];
        box.get(from, code);
        return new String(code, ISO_8859_1);
    }
}
