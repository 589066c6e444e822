package io.diptych.worker.attempt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mp4parser.Box;
import org.mp4parser.IsoFile;
import org.mp4parser.boxes.iso14496.part12.ChunkOffsetBox;
import org.mp4parser.boxes.iso14496.part12.MovieHeaderBox;
import org.mp4parser.boxes.iso14496.part12.SampleDescriptionBox;
import org.mp4parser.boxes.iso14496.part12.SampleSizeBox;
import org.mp4parser.boxes.iso14496.part12.SampleTableBox;
import org.mp4parser.boxes.iso14496.part12.TrackHeaderBox;
import org.mp4parser.tools.Path;

/// What the boxes of an MP4 file say of its film (ISO/IEC 14496-12). Nothing is decoded.
///
/// @param width          of the first track that has one, in pixels
/// @param height         of the same track, in pixels
/// @param durationMillis length, in milliseconds
/// @param codec          code of the track's format, for example `avc1` or `jpeg`
/// @param firstFrame     the first sample, where each sample is a JPEG image of its own; null otherwise
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Film(int width, int height, long durationMillis, String codec, byte @Nullable [] firstFrame) {
    static final String MEDIA_TYPE = "video/mp4";

    /// Reads an MP4 file; empty for anything else, and for one whose boxes do not hold together.
    static Optional<Film> read(byte[] file) {
        if (!isMp4(file)) {
            return Optional.empty();
        }
        try (IsoFile boxes = new IsoFile(Channels.newChannel(new ByteArrayInputStream(file)))) {
            MovieHeaderBox head = Path.getPath(boxes, "moov[0]/mvhd[0]");
            if (head == null || head.getTimescale() < 1 || head.getDuration() < 1) {
                return Optional.empty();
            }
            long millis = Math.multiplyExact(head.getDuration(), 1000L) / head.getTimescale();
            for (Box track : Path.<Box>getPaths(boxes, "moov[0]/trak")) {
                Optional<Film> film = ofTrack(track, millis, file);
                if (film.isPresent()) {
                    return film;
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException | OutOfMemoryError _) {
            // The parser believes what a broken file says of its own lengths.
            return Optional.empty();
        }
    }

    private static Optional<Film> ofTrack(Box track, long millis, byte[] file) {
        TrackHeaderBox head = Path.getPath((org.mp4parser.Container) track, "tkhd[0]");
        SampleTableBox samples = Path.getPath((org.mp4parser.Container) track, "mdia[0]/minf[0]/stbl[0]");
        if (head == null || samples == null || head.getWidth() < 1 || head.getHeight() < 1) {
            return Optional.empty();
        }
        SampleDescriptionBox description = samples.getSampleDescriptionBox();
        if (description == null || description.getBoxes().isEmpty()) {
            return Optional.empty();
        }
        String codec = description.getBoxes().getFirst().getType();
        return Optional.of(
                new Film((int) head.getWidth(), (int) head.getHeight(), millis, codec, firstJpeg(samples, file)));
    }

    private static byte @Nullable [] firstJpeg(SampleTableBox samples, byte[] file) {
        ChunkOffsetBox offsets = samples.getChunkOffsetBox();
        SampleSizeBox sizes = samples.getSampleSizeBox();
        if (offsets == null || sizes == null || offsets.getChunkOffsets().length == 0 || sizes.getSampleCount() == 0) {
            return null;
        }
        long from = offsets.getChunkOffsets()[0];
        long to = from + sizes.getSampleSizeAtIndex(0);
        boolean isInside = from >= 0 && from + 2 < to && to <= file.length;
        boolean isJpeg = isInside && file[(int) from] == (byte) 0xFF && file[(int) from + 1] == (byte) 0xD8;
        return isJpeg ? Arrays.copyOfRange(file, (int) from, (int) to) : null;
    }

    private static boolean isMp4(byte[] file) {
        return file.length > 12
                && StandardCharsets.US_ASCII
                        .decode(ByteBuffer.wrap(file, 4, 4))
                        .toString()
                        .equals("ftyp");
    }
}
