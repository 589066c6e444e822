package io.diptych.platform.film;

import static io.diptych.platform.film.UndecodableException.require;
import static org.jcodec.codecs.h264.decode.CAVLCReader.readSE;
import static org.jcodec.codecs.h264.decode.CAVLCReader.readUE;

import java.nio.ByteBuffer;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.io.BitReader;
import org.jcodec.common.model.ColorSpace;

/// A sequence parameter set of H.264 (ITU-T H.264, 7.3.2.1) that the decoder can follow.
///
/// The library's own reader believes any count and makes room for it, hence this one.
///
/// @param set    as the library wants it
/// @param matrix how red, green and blue became brightness and colour, by its number in ITU-T H.264, table E-5
/// @param full   whether brightness runs from 0 to 255, and not from 16 to 235
record AvcSequence(SeqParameterSet set, int matrix, boolean full) {
    /// Of 4096 x 2304.
    static final long MOST_PIXELS = 4096L * 2304;

    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int HIGH = 100;
    private static final int MOST_LOG2 = 12;
    private static final int MOST_CYCLE = 255;
    private static final int EXTENDED_ASPECT = 255;
    private static final int UNSPECIFIED = 2;

    static AvcSequence of(ByteBuffer payload) {
        BitReader bits = BitReader.createBitReader(payload);
        SeqParameterSet set = new SeqParameterSet();
        set.profileIdc = bits.readNBit(8);
        bits.skip(8);
        set.levelIdc = bits.readNBit(8);
        set.seqParameterSetId = upTo(31, bits, "sequence id");
        set.chromaFormatIdc = ColorSpace.YUV420J;
        switch (set.profileIdc) {
            case BASELINE, MAIN -> {}
            case HIGH -> format(bits, set);
            default -> throw new UndecodableException("H.264 of profile " + set.profileIdc + " is not decoded");
        }
        set.log2MaxFrameNumMinus4 = upTo(MOST_LOG2, bits, "log2_max_frame_num_minus4");
        order(bits, set);
        set.numRefFrames = upTo(16, bits, "num_ref_frames");
        set.gapsInFrameNumValueAllowedFlag = bits.readBool();
        size(bits, set);
        return colours(bits, set);
    }

    private static void format(BitReader bits, SeqParameterSet set) {
        int chroma = readUE(bits);
        int depth = readUE(bits);
        int chromaDepth = readUE(bits);
        require(chroma == 1 && depth == 0 && chromaDepth == 0, "only 8 bits of 4:2:0 are decoded");
        require(!bits.readBool(), "macroblocks without transform are not decoded");
        if (bits.readBool()) {
            set.scalingMatrix = new int[8][];
            for (int i = 0; i < set.scalingMatrix.length; i++) {
                if (bits.readBool()) {
                    set.scalingMatrix[i] = SeqParameterSet.readScalingList(bits, i < 6 ? 16 : 64);
                }
            }
        }
    }

    private static void order(BitReader bits, SeqParameterSet set) {
        set.picOrderCntType = upTo(2, bits, "pic_order_cnt_type");
        if (set.picOrderCntType == 0) {
            set.log2MaxPicOrderCntLsbMinus4 = upTo(MOST_LOG2, bits, "log2_max_pic_order_cnt_lsb_minus4");
        } else if (set.picOrderCntType == 1) {
            set.deltaPicOrderAlwaysZeroFlag = bits.readBool();
            set.offsetForNonRefPic = readSE(bits, "");
            set.offsetForTopToBottomField = readSE(bits, "");
            set.numRefFramesInPicOrderCntCycle = upTo(MOST_CYCLE, bits, "num_ref_frames_in_pic_order_cnt_cycle");
            set.offsetForRefFrame = new int[set.numRefFramesInPicOrderCntCycle];
            for (int i = 0; i < set.offsetForRefFrame.length; i++) {
                set.offsetForRefFrame[i] = readSE(bits, "");
            }
        }
    }

    private static void size(BitReader bits, SeqParameterSet set) {
        set.picWidthInMbsMinus1 = upTo((int) (MOST_PIXELS / 256), bits, "pic_width_in_mbs_minus1");
        set.picHeightInMapUnitsMinus1 = upTo((int) (MOST_PIXELS / 256), bits, "pic_height_in_map_units_minus1");
        int width = (set.picWidthInMbsMinus1 + 1) * 16;
        int height = (set.picHeightInMapUnitsMinus1 + 1) * 16;
        require((long) width * height <= MOST_PIXELS, "pictures of " + width + "x" + height + " are too large");
        set.frameMbsOnlyFlag = bits.readBool();
        require(set.frameMbsOnlyFlag, "interlaced pictures are not decoded");
        set.direct8x8InferenceFlag = bits.readBool();
        set.frameCroppingFlag = bits.readBool();
        if (set.frameCroppingFlag) {
            set.frameCropLeftOffset = upTo(width / 2, bits, "frame_crop_left_offset");
            set.frameCropRightOffset = upTo(width / 2, bits, "frame_crop_right_offset");
            set.frameCropTopOffset = upTo(height / 2, bits, "frame_crop_top_offset");
            set.frameCropBottomOffset = upTo(height / 2, bits, "frame_crop_bottom_offset");
            require(
                    set.frameCropLeftOffset + set.frameCropRightOffset < width / 2
                            && set.frameCropTopOffset + set.frameCropBottomOffset < height / 2,
                    "nothing is left of the picture when it is cropped");
        }
    }

    /// What follows the colours is of no use here, and not read.
    private static AvcSequence colours(BitReader bits, SeqParameterSet set) {
        boolean full = false;
        int matrix = UNSPECIFIED;
        if (bits.readBool()) {
            if (bits.readBool() && bits.readNBit(8) == EXTENDED_ASPECT) {
                bits.skip(32);
            }
            if (bits.readBool()) {
                bits.skip(1);
            }
            if (bits.readBool()) {
                bits.skip(3);
                full = bits.readBool();
                if (bits.readBool()) {
                    bits.skip(16);
                    matrix = bits.readNBit(8);
                }
            }
        }
        return new AvcSequence(set, matrix, full);
    }

    private static int upTo(int most, BitReader bits, String name) {
        int value = readUE(bits);
        require(value >= 0 && value <= most, name + " is " + value + ", must be from 0 to " + most);
        return value;
    }

    int id() {
        return set.seqParameterSetId;
    }

    int widthInBlocks() {
        return set.picWidthInMbsMinus1 + 1;
    }

    int blocks() {
        return widthInBlocks() * (set.picHeightInMapUnitsMinus1 + 1);
    }
}
