package io.diptych.simulator.veo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.encode.H264FixedRateControl;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jspecify.annotations.Nullable;

/// A film in H.264 in the making: a key frame and frames that say how they differ from the one before, all equally
/// long. For one thread.
public final class AvcFilm {
    private static final int BITS_PER_BLOCK = 400;
    private static final int SEQUENCE = 7;
    private static final int PICTURE = 8;

    private final int width;
    private final int height;
    private final int frameMillis;
    private final H264Encoder encoder = new Encoder();
    private final List<byte[]> samples = new ArrayList<>();
    private byte @Nullable [] sequence;
    private byte @Nullable [] picture;

    /// Of frames that are shown for a second each.
    ///
    /// @param width  of every frame in pixels, even
    /// @param height of every frame in pixels, even
    public AvcFilm(int width, int height) {
        this(width, height, 1000);
    }

    /// @param width       of every frame in pixels, even
    /// @param height      of every frame in pixels, even
    /// @param frameMillis how long each is shown
    AvcFilm(int width, int height, int frameMillis) {
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("film is " + width + "x" + height + ", must be even");
        }
        this.width = width;
        this.height = height;
        this.frameMillis = frameMillis;
    }

    /// Adds a frame of the film's size.
    public void add(BufferedImage frame) {
        if (frame.getWidth() != width || frame.getHeight() != height) {
            throw new IllegalArgumentException(
                    "frame is " + frame.getWidth() + "x" + frame.getHeight() + ", must be " + width + "x" + height);
        }
        Picture colours = Bt709.of(frame);
        ByteBuffer stream = encoder.encodeFrame(colours, ByteBuffer.allocate(2 * width * height))
                .getData();
        ByteArrayOutputStream sample = new ByteArrayOutputStream(stream.remaining());
        for (ByteBuffer unit : H264Utils.splitFrame(stream)) {
            byte[] bytes = new byte[unit.remaining()];
            unit.get(bytes);
            switch (bytes[0] & 0x1F) {
                case SEQUENCE -> sequence = bytes;
                case PICTURE -> picture = bytes;
                default -> {
                    sample.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(bytes.length)
                            .array());
                    sample.writeBytes(bytes);
                }
            }
        }
        samples.add(sample.toByteArray());
    }

    /// The film so far as an MP4 file.
    ///
    /// @throws IllegalStateException where it has no frame
    public byte[] toMp4() {
        if (sequence == null || picture == null) {
            throw new IllegalStateException("film has no frame");
        }
        return Mp4.of(samples, frameMillis, sequence, picture, width, height);
    }

    /// Says in the stream which colours it has.
    private static final class Encoder extends H264Encoder {
        private static final int BT709 = 1;
        private static final int UNSPECIFIED_FORMAT = 5;

        Encoder() {
            super(new H264FixedRateControl(BITS_PER_BLOCK));
        }

        @Override
        public SeqParameterSet initSPS(Size size) {
            SeqParameterSet set = super.initSPS(size);
            VUIParameters usability = new VUIParameters();
            usability.videoSignalTypePresentFlag = true;
            usability.videoFormat = UNSPECIFIED_FORMAT;
            usability.colourDescriptionPresentFlag = true;
            usability.colourPrimaries = BT709;
            usability.transferCharacteristics = BT709;
            usability.matrixCoefficients = BT709;
            set.vuiParams = usability;
            return set;
        }
    }
}
