package io.diptych.platform.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.io.BitWriter;
import org.jcodec.common.model.ColorSpace;
import org.junit.jupiter.api.Test;

/// Streams whose claims would cost memory without measure, or time without end.
class HostileStreamsTest {
    private static final byte SEQUENCE = 0x67;
    private static final byte PICTURE = 0x68;

    @Test
    void followsAnHonestSequence() {
        AvcSequence sequence = sequence(_ -> {});

        assertThat(sequence.widthInBlocks()).isEqualTo(4);
        assertThat(sequence.blocks()).isEqualTo(12);
    }

    @Test
    void makesNoRoomForAPictureThatIsTooLarge() {
        assertThatThrownBy(() -> sequence(set -> {
                    set.picWidthInMbsMinus1 = 1023;
                    set.picHeightInMapUnitsMinus1 = 1023;
                }))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("pictures of 16384x16384 are too large");
    }

    @Test
    void makesNoRoomForAnEndlessCycle() {
        assertThatThrownBy(() -> sequence(set -> {
                    set.picOrderCntType = 1;
                    set.offsetForRefFrame = new int[300];
                    set.numRefFramesInPicOrderCntCycle = 300;
                }))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("num_ref_frames_in_pic_order_cnt_cycle is 300, must be from 0 to 255");
    }

    @Test
    void leavesSomethingOfThePicture() {
        assertThatThrownBy(() -> sequence(set -> {
                    set.frameCroppingFlag = true;
                    set.frameCropLeftOffset = 20;
                    set.frameCropRightOffset = 20;
                }))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("nothing is left of the picture when it is cropped");
    }

    @Test
    void makesNoRoomForSliceGroups() {
        PictureParameterSet picture = new PictureParameterSet();
        picture.numSliceGroupsMinus1 = 7;
        picture.sliceGroupMapType = 1;

        assertThatThrownBy(() -> AvcSets.of(new AvcConfig(4, List.of(), List.of(written(PICTURE, picture::write)))))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("slice groups are not decoded");
    }

    /// The first nine bits are those that no encoder writes: from there on the library counts ones for ever.
    @Test
    void countsNoOnesForEver() {
        AvcBins bins = new AvcBins(ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0, 0, 0, 0}), new int[2][1024]);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        assertThat(bins.decodeBinBypass()).isEqualTo(1);
                    }
                })
                .isInstanceOf(UndecodableException.class)
                .hasMessage("a slice ends too soon");
    }

    /// A list of reorderings that a header of another kind of slice may have, and that never ends.
    @Test
    void readsNoHeaderThatRefersToOtherPictures() {
        AvcSets sets = AvcSets.of(new AvcConfig(
                4,
                List.of(written(SEQUENCE, honest()::write)),
                List.of(written(PICTURE, new PictureParameterSet()::write))));
        ByteBuffer slice = ByteBuffer.allocate(16);
        BitWriter bits = new BitWriter(slice);
        // IDR; first block 0, slices of kind P, picture parameter set 0
        bits.writeNBit(0x65, 8);
        bits.writeNBit(0b1_1_1, 3);
        bits.flush();

        assertThatThrownBy(() -> AvcSlice.of(AvcUnit.of(slice.rewind()), sets, System.nanoTime()))
                .isInstanceOf(UndecodableException.class)
                .hasMessage("the first picture refers to others");
    }

    private static AvcSequence sequence(Consumer<SeqParameterSet> change) {
        SeqParameterSet set = honest();
        change.accept(set);
        return AvcSequence.of(AvcUnit.of(written(SEQUENCE, set::write)).payload());
    }

    private static SeqParameterSet honest() {
        SeqParameterSet set = new SeqParameterSet();
        set.profileIdc = 66;
        set.levelIdc = 40;
        set.chromaFormatIdc = ColorSpace.YUV420J;
        set.frameMbsOnlyFlag = true;
        set.picWidthInMbsMinus1 = 3;
        set.picHeightInMapUnitsMinus1 = 2;
        return set;
    }

    private static ByteBuffer written(byte head, Consumer<ByteBuffer> writer) {
        ByteBuffer unit = ByteBuffer.allocate(2048).put(head);
        writer.accept(unit);
        return unit.flip().slice();
    }
}
