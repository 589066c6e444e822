package io.diptych.cost.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ShrinkTest {

    @Test
    void keepsTheShapeOfAnImage() throws IOException {
        BufferedImage small = read(Shrink.toJpeg(png(1600, 400), 160).orElseThrow());

        assertThat(small.getWidth()).isEqualTo(160);
        assertThat(small.getHeight()).isEqualTo(40);
    }

    @Test
    void doesNotEnlarge() throws IOException {
        assertThat(read(Shrink.toJpeg(png(20, 10), 160).orElseThrow()).getWidth())
                .isEqualTo(20);
    }

    @Test
    void showsGreyWhereAnImageIsTransparent() throws IOException {
        BufferedImage small = read(Shrink.toJpeg(png(64, 64), 160).orElseThrow());

        assertThat(small.getRGB(32, 32) & 0xFF).isBetween(0xE0, 0xF0);
    }

    @Test
    void makesNothingOfWhatIsNoImage() throws IOException {
        byte[] broken = png(64, 64);
        broken[broken.length / 2] ^= 0x55;

        assertThat(Shrink.toJpeg(new byte[0], 160)).isEmpty();
        assertThat(Shrink.toJpeg("no image at all".getBytes(StandardCharsets.UTF_8), 160))
                .isEmpty();
        assertThat(Shrink.toJpeg(Arrays.copyOf(broken, 40), 160)).isEmpty();
    }

    @Test
    void doesNotDecodeWhatClaimsToBeEnormous() throws IOException {
        byte[] bomb = png(64, 64);
        ByteBuffer head = ByteBuffer.wrap(bomb);
        head.putInt(16, 50_000).putInt(20, 50_000);
        CRC32 check = new CRC32();
        check.update(bomb, 12, 17);
        head.putInt(29, (int) check.getValue());

        assertThat(Shrink.toJpeg(bomb, 160)).isEmpty();
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", bytes))
                .isTrue();
        return bytes.toByteArray();
    }
}
