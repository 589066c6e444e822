package io.diptych.platform.film;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the boxes of an MP4 file say of its film (ISO/IEC 14496-12). Nothing is decoded or copied, and no length that
/// the file claims is believed beyond the file's end.
///
/// @param brand  major brand, for example `isom`; empty where there is none
/// @param seconds length; 0 where the file names none
/// @param width  of the largest track, in pixels; 0 where no track is visible
/// @param height of the same track, in pixels
/// @param codec  code of that track's format, for example `avc1` or `jpeg`; empty where it has none
/// @param whole  whether index and media are both there, and no box reaches beyond the end of what holds it
/// @param first  that track's first sample; null where it has none within the file
public record Film(
        String brand,
        double seconds,
        int width,
        int height,
        String codec,
        boolean whole,
        @Nullable Sample first) {
    public static final String MEDIA_TYPE = "video/mp4";

    /// One sample of a track.
    ///
    /// @param entry how it is coded: the content of its sample entry
    /// @param bytes the sample itself
    record Sample(ByteBuffer entry, ByteBuffer bytes) {}

    private static final Film NONE = new Film("", 0, 0, 0, "", false, null);

    /// Reads a file; empty where it does not begin as an MP4 does.
    public static Optional<Film> read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        Boxes boxes = Boxes.in(bytes);
        if (boxes.all().isEmpty() || !boxes.all().getFirst().type().equals("ftyp")) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(boxes, bytes));
        } catch (IndexOutOfBoundsException _) {
            // A box is shorter than its kind.
            return Optional.of(NONE);
        }
    }

    private static Film of(Boxes boxes, ByteBuffer file) {
        String brand = Boxes.text(boxes.all().getFirst().content(), 0);
        Optional<ByteBuffer> movie = boxes.first("moov");
        if (movie.isEmpty()) {
            return new Film(brand, 0, 0, 0, "", false, null);
        }
        Boxes index = Boxes.in(movie.get());
        List<ByteBuffer> tracks = index.of("trak");
        boolean whole = boxes.whole()
                && index.whole()
                && tracks.stream().allMatch(track -> Boxes.in(track).whole())
                && boxes.of("mdat").stream().anyMatch(ByteBuffer::hasRemaining);
        double seconds = index.first("mvhd").map(Film::seconds).orElse(0.0);
        Optional<Track> largest = tracks.stream()
                .flatMap(track -> Track.of(track).stream())
                .filter(track -> track.pixels() > 0)
                .max(Comparator.comparingLong(Track::pixels));
        return largest.map(track -> new Film(
                        brand, seconds, track.width(), track.height(), track.codec(), whole, track.firstIn(file)))
                .orElse(new Film(brand, seconds, 0, 0, "", whole, null));
    }

    private static double seconds(ByteBuffer head) {
        boolean isLong = head.get(0) == 1;
        long scale = Integer.toUnsignedLong(head.getInt(isLong ? 20 : 12));
        long length = isLong ? head.getLong(24) : Integer.toUnsignedLong(head.getInt(16));
        return scale == 0 ? 0 : Math.max(0, (double) length / scale);
    }

    /// Length, rounded.
    public long durationMillis() {
        return Math.round(seconds * 1000);
    }

    /// Whether there is something to look at for some time: the least that an answer must be to pass for a film.
    public boolean isVisible() {
        return durationMillis() > 0 && width > 0 && height > 0 && !codec.isEmpty();
    }
}
