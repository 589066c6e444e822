package io.diptych.platform.film;

import static io.diptych.platform.film.UndecodableException.require;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.codecs.h264.decode.DeblockerInput;
import org.jcodec.codecs.h264.decode.SliceDecoder;
import org.jcodec.codecs.h264.decode.deblock.DeblockingFilter;
import org.jcodec.codecs.h264.io.model.Frame;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.IntObjectMap;
import org.jcodec.common.logging.LogLevel;
import org.jcodec.common.logging.Logger;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/// A key picture of H.264 in the making.
///
/// The library's own decoder is not asked: it keeps threads for slices that nobody ever ends, and it follows a broken
/// stream wherever it leads. Its parts are put together here, so that each block can be refused.
final class AvcPicture {
    private static final int KEY_SLICE = 5;
    private static final int LAST_SLICE_KIND = 5;

    static {
        // It warns on standard output, once for each block.
        Logger.setLevel(LogLevel.ERROR);
    }

    private final AvcSequence sequence;
    private final DeblockerInput blocks;
    private final Frame frame;

    private AvcPicture(AvcSequence sequence) {
        this.sequence = sequence;
        this.blocks = new DeblockerInput(sequence.set());
        int width = sequence.widthInBlocks() * 16;
        int height = sequence.blocks() / sequence.widthInBlocks() * 16;
        this.frame = H264Decoder.createFrame(
                sequence.set(),
                Picture.create(width, height, ColorSpace.YUV420J).getData(),
                0,
                SliceType.I,
                blocks.mvs,
                blocks.refsUsed,
                0);
    }

    /// Decodes the first sample of a track.
    ///
    /// @param untilNanos as [System#nanoTime()] counts
    /// @throws UndecodableException where it is broken, or uses what the decoder does not know
    /// @throws RuntimeException     of any kind, where it is broken
    static BufferedImage first(AvcConfig config, ByteBuffer sample, long untilNanos) {
        AvcSets sets = AvcSets.of(config);
        AvcPicture picture = null;
        for (ByteBuffer unit : config.units(sample)) {
            int kind = unit.get(0) & 0x1F;
            if (kind == 0 || kind > LAST_SLICE_KIND) {
                continue;
            }
            require(kind == KEY_SLICE, "the film does not begin with a key picture");
            AvcSlice slice = AvcSlice.of(AvcUnit.of(unit), sets, untilNanos);
            if (picture == null) {
                picture = new AvcPicture(slice.sequence());
            }
            picture.add(slice);
        }
        if (picture == null) {
            throw new UndecodableException("the first sample has no picture");
        }
        return picture.done();
    }

    private void add(AvcSlice slice) {
        require(slice.sequence().id() == sequence.id(), "slices of one picture are of two sequences");
        new SliceDecoder(sequence.set(), new Frame[0], new IntObjectMap<>(), blocks, frame).decodeFromReader(slice);
    }

    private BufferedImage done() {
        long missing = Arrays.stream(blocks.shs).filter(Objects::isNull).count();
        require(missing == 0, missing + " of " + sequence.blocks() + " blocks are missing");
        new DeblockingFilter(sequence.widthInBlocks(), 8, blocks).deblockFrame(frame);
        return new Colours(sequence).image(frame);
    }
}
