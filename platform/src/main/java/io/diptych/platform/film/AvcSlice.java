package io.diptych.platform.film;

import static io.diptych.platform.film.UndecodableException.require;

import java.nio.ByteBuffer;
import org.jcodec.codecs.h264.decode.MBlock;
import org.jcodec.codecs.h264.decode.SliceHeaderReader;
import org.jcodec.codecs.h264.decode.SliceReader;
import org.jcodec.codecs.h264.decode.aso.FlatMBlockMapper;
import org.jcodec.codecs.h264.io.CABAC;
import org.jcodec.codecs.h264.io.CAVLC;
import org.jcodec.codecs.h264.io.model.MBType;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SliceHeader;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.common.io.BitReader;
import org.jspecify.annotations.Nullable;

/// A slice of a picture that needs no other picture, read block by block until its time is up.
final class AvcSlice extends SliceReader {
    private static final int CONTEXTS = 1024;
    private static final int MIDDLE_QUANTIZER = 26;

    private final AvcSequence sequence;
    private final long untilNanos;

    private AvcSlice(
            AvcUnit unit,
            SliceHeader header,
            AvcSequence sequence,
            BitReader bits,
            @Nullable AvcBins bins,
            long untilNanos) {
        this.sequence = sequence;
        this.untilNanos = untilNanos;
        int width = sequence.widthInBlocks();
        CAVLC[] codes = {
            new CAVLC(header.sps, header.pps, 2, 2),
            new CAVLC(header.sps, header.pps, 1, 1),
            new CAVLC(header.sps, header.pps, 1, 1)
        };
        super(
                header.pps,
                new CABAC(width),
                codes,
                bins,
                bits,
                new FlatMBlockMapper(width, header.firstMbInSlice),
                header,
                unit.head());
    }

    /// @param unit       of an IDR picture
    /// @param untilNanos as [System#nanoTime()] counts
    static AvcSlice of(AvcUnit unit, AvcSets sets, long untilNanos) {
        ByteBuffer payload = unit.payload();
        BitReader bits = BitReader.createBitReader(payload);
        SliceHeader header = SliceHeaderReader.readPart1(bits);
        // The headers of others end in loops that a broken one never leaves.
        require(header.sliceType == SliceType.I, "the first picture refers to others");
        PictureParameterSet picture = sets.picture(header.picParameterSetId);
        AvcSequence sequence = sets.sequenceOf(picture);
        require(
                header.firstMbInSlice >= 0 && header.firstMbInSlice < sequence.blocks(),
                "a slice begins at block " + header.firstMbInSlice + " of " + sequence.blocks());
        SliceHeaderReader.readPart2(header, unit.head(), sequence.set(), picture, bits);
        if (!picture.entropyCodingModeFlag) {
            return new AvcSlice(unit, header, sequence, bits, null, untilNanos);
        }
        bits.terminate();
        return new AvcSlice(unit, header, sequence, bits, bins(header, payload), untilNanos);
    }

    private static AvcBins bins(SliceHeader header, ByteBuffer payload) {
        int[][] models = new int[2][CONTEXTS];
        int quantizer = MIDDLE_QUANTIZER + header.pps.picInitQpMinus26 + header.sliceQpDelta;
        new CABAC(1).initModels(models, header.sliceType, header.cabacInitIdc, quantizer);
        return new AvcBins(payload, models);
    }

    AvcSequence sequence() {
        return sequence;
    }

    @Override
    public boolean readMacroblock(MBlock block) {
        require(System.nanoTime() - untilNanos < 0, "decoding takes too long");
        boolean more = super.readMacroblock(block);
        require(!more || block.curMbType != MBType.I_PCM, "blocks without compression are not decoded");
        return more;
    }
}
