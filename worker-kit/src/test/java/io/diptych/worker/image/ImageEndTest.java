package io.diptych.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.worker.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEndTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void ofAWholeImageIsThere(String format) {
        assertThat(ImageEnd.isMissing(Pictures.picture("cup", format))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void isMissingWhereverAnImageBreaksOff(String format) {
        byte[] whole = Pictures.picture("cup", format);

        for (int length = whole.length - 2; length > 0; length--) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThat(ImageEnd.isMissing(part))
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(ImageHeader.read(part).isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void isFoundBeforeWhatFollowsIt(String format) {
        byte[] whole = Pictures.picture("cup", format);

        assertThat(ImageEnd.isMissing(Arrays.copyOf(whole, whole.length + 100))).isFalse();
    }

    @Test
    void ofAThumbnailIsNotThatOfTheJpeg() {
        byte[] whole = Pictures.picture("cup", "jpeg");
        byte[] thumbnail = HEX.parseHex("ffe10006ffd8ffd9");
        byte[] marked = ByteBuffer.allocate(whole.length + thumbnail.length)
                .put(whole, 0, 2)
                .put(thumbnail)
                .put(whole, 2, whole.length - 2)
                .array();

        assertThat(ImageEnd.isMissing(marked)).isFalse();
        assertThat(ImageEnd.isMissing(Arrays.copyOf(marked, marked.length - 2))).isTrue();
    }

    @Test
    void ofAWebpIsWhereItsHeaderSays() {
        byte[] webp = ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(32)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(20)
                .array();

        assertThat(ImageHeader.read(webp)).isPresent();
        assertThat(ImageEnd.isMissing(webp)).isFalse();
        assertThat(ImageEnd.isMissing(Arrays.copyOf(webp, 39))).isTrue();
    }

    @Test
    void isAskedOfImagesOnly() {
        assertThat(ImageEnd.isMissing("<html>".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
