package io.diptych.platform.film;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A track of a film.
///
/// @param width  in pixels; 0 where it is not visible
/// @param height in pixels; 0 where it is not visible
/// @param codec  code of its format; empty where it has none
/// @param entry  its sample entry; null where it has none
/// @param table  its sample table; null where it has none
record Track(
        int width,
        int height,
        String codec,
        @Nullable ByteBuffer entry,
        @Nullable ByteBuffer table) {
    private static final int ENTRIES = 8;

    /// @throws IndexOutOfBoundsException where a box is shorter than its kind
    static Optional<Track> of(ByteBuffer track) {
        Optional<ByteBuffer> head = Boxes.at(track, "tkhd");
        if (head.isEmpty()) {
            return Optional.empty();
        }
        // The size is the last thing in a track's head, in 16.16 fixed point.
        int end = head.get().limit();
        int width = head.get().getInt(end - 8) >>> 16;
        int height = head.get().getInt(end - 4) >>> 16;
        Optional<ByteBuffer> table = Boxes.at(track, "mdia", "minf", "stbl");
        Optional<Boxes.Box> entry = table.flatMap(box -> Boxes.at(box, "stsd"))
                .map(box -> Boxes.in(box.slice(ENTRIES, box.limit() - ENTRIES)))
                .flatMap(entries -> entries.all().stream().findFirst());
        return Optional.of(new Track(
                width,
                height,
                entry.map(Boxes.Box::type).orElse(""),
                entry.map(Boxes.Box::content).orElse(null),
                table.orElse(null)));
    }

    long pixels() {
        return (long) width * height;
    }

    /// The first sample; null where there is none within the file.
    ///
    /// @throws IndexOutOfBoundsException where a box is shorter than its kind
    Film.@Nullable Sample firstIn(ByteBuffer file) {
        if (entry == null || table == null) {
            return null;
        }
        Boxes boxes = Boxes.in(table);
        Optional<ByteBuffer> sizes = boxes.first("stsz");
        Optional<ByteBuffer> chunks = boxes.first("stco").or(() -> boxes.first("co64"));
        if (sizes.isEmpty()
                || chunks.isEmpty()
                || sizes.get().getInt(8) == 0
                || chunks.get().getInt(4) == 0) {
            return null;
        }
        int common = sizes.get().getInt(4);
        long size = Integer.toUnsignedLong(common == 0 ? sizes.get().getInt(12) : common);
        boolean isShort = boxes.first("stco").isPresent();
        long from = isShort
                ? Integer.toUnsignedLong(chunks.get().getInt(8))
                : chunks.get().getLong(8);
        return from < 0 || from > file.limit() - size
                ? null
                : new Film.Sample(entry, file.slice((int) from, (int) size));
    }
}
