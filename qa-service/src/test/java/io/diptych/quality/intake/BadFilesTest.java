package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/// Files as no one should send them, and odd ones that are right.
class BadFilesTest {
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    private final ImageIntake intake = new ImageIntake(IntakeLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GIF89a......|a GIF",
                "....ftypavif....|an AVIF",
                "....ftypisom....|a video or HEIF container",
                "%PDF-1.7|a PDF",
                "<!DOCTYPE html>|a page of HTML, XML or SVG",
                "{\"error\":1}|a JSON document",
                "no image at all|no known format"
            })
    void saysWhatCameInPlaceOfAnImage(String content, String named) throws InterruptedException {
        assertThat(refusal(content.getBytes(ISO_8859_1), "image/png"))
                .isEqualTo("first bytes are " + named + ", must be PNG, JPEG or WebP; declared is image/png");
    }

    @Test
    void refusesAPngThatIsAnotherFileToo() throws InterruptedException {
        byte[] polyglot = joined(png(TestImages.scene(32, 32)), "PK\u0003\u0004 and an archive".getBytes(UTF_8));

        assertThat(refusal(polyglot, "image/png")).contains("bytes follow the end of the PNG");
    }

    @Test
    void refusesAJpegThatIsAnotherFileToo() throws InterruptedException {
        byte[] polyglot = joined(TestImages.file(TestImages.scene(32, 32), "jpeg"), new byte[1000]);

        assertThat(refusal(polyglot, "image/jpeg"))
                .isEqualTo("1000 bytes follow the end of the JPEG: it is another file too");
    }

    @Test
    void toleratesSomePaddingAfterAJpeg() throws InterruptedException {
        byte[] padded = joined(TestImages.file(TestImages.scene(32, 32), "jpeg"), new byte[16]);

        assertThat(take(padded, "image/jpeg")).isInstanceOf(Taken.class);
    }

    @Test
    void refusesAnAnimatedPng() throws InterruptedException {
        byte[] animated = withChunk(png(TestImages.scene(32, 32)), "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});

        assertThat(refusal(animated, "image/png")).startsWith("PNG is animated");
    }

    @Test
    void takesAWebp() throws InterruptedException {
        assertThat(take(WEBP, "image/webp")).isInstanceOf(Taken.class);
    }

    @Test
    void refusesAWebpThatIsCutOffOrAnotherFileToo() throws InterruptedException {
        assertThat(refusal(Arrays.copyOf(WEBP, 30), "image/webp")).startsWith("WebP claims 42 bytes");
        assertThat(refusal(joined(WEBP, new byte[100]), "image/webp")).contains("another file too");
    }

    @Test
    void refusesAnAnimatedWebp() throws InterruptedException {
        byte[] animated = joined(WEBP, "ANIM\0\0\0\0".getBytes(ISO_8859_1));
        animated[4] = (byte) (animated[4] + 8);

        assertThat(refusal(animated, "image/webp")).startsWith("WebP is animated");
    }

    @ParameterizedTest
    @CsvSource({"1,FF0000", "2,00FF00", "3,FFFFFF", "4,0000FF", "5,FF0000", "6,0000FF", "7,FFFFFF", "8,00FF00"})
    void turnsAPngAsItsExifSays(int orientation, String upperLeft) throws InterruptedException {
        BufferedImage corners = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        corners.setRGB(0, 0, 0xFF0000);
        corners.setRGB(3, 0, 0x00FF00);
        corners.setRGB(0, 1, 0x0000FF);
        corners.setRGB(3, 1, 0xFFFFFF);

        Picture picture = picture(withChunk(png(corners), "eXIf", exif(orientation)), "image/png");

        assertThat(picture.width()).isEqualTo(orientation <= 4 ? 4 : 2);
        assertThat(picture.at(0, 0)).isEqualTo(Integer.parseInt(upperLeft, 16));
    }

    @Test
    void turnsAJpegAsItsExifSays() throws InterruptedException {
        byte[] jpeg = TestImages.file(TestImages.scene(64, 32), "jpeg");

        Picture picture = picture(withExif(jpeg, exif(6)), "image/jpeg");

        assertThat(picture.width()).isEqualTo(32);
        assertThat(picture.height()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "65535"})
    void takesNonsenseInExifForUpright(int orientation) throws InterruptedException {
        byte[] jpeg = TestImages.file(TestImages.scene(64, 32), "jpeg");

        assertThat(picture(withExif(jpeg, exif(orientation)), "image/jpeg").width())
                .isEqualTo(64);
        assertThat(picture(withExif(jpeg, new byte[] {'M', 'M', 0, 42, 127, 0, 0, 0}), "image/jpeg")
                        .width())
                .isEqualTo(64);
    }

    @Test
    void convertsTheColoursOfAProfile() throws InterruptedException {
        BufferedImage half = TestImages.flat(8, 8, new Color(128, 128, 128));
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

        Picture picture = picture(withChunk(png(half), "iCCP", profile(linear)), "image/png");

        assertThat(picture.at(4, 4) & 0xFF).isBetween(185, 191);
    }

    @Test
    void ignoresAProfileThatIsBroken() throws InterruptedException {
        BufferedImage half = TestImages.flat(8, 8, new Color(128, 128, 128));

        Picture picture = picture(withChunk(png(half), "iCCP", profile(new byte[] {1, 2, 3})), "image/png");

        assertThat(picture.at(4, 4)).isEqualTo(0x808080);
    }

    @Test
    void takesAProfileThatUnpacksToMoreThanAnyoneNeeds() throws InterruptedException {
        byte[] bomb = withChunk(png(TestImages.flat(8, 8, Color.RED)), "iCCP", profile(new byte[200_000_000]));

        assertThat(picture(bomb, "image/png").at(4, 4)).isEqualTo(0xFF0000);
    }

    @Test
    void takesAJpegInCmyk() throws IOException, InterruptedException {
        Picture picture = picture(cmyk(), "image/jpeg");

        assertThat(picture.width()).isEqualTo(16);
    }

    @Test
    void takesSixteenBitsPerChannelForTheirUpperEight() throws InterruptedException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, new int[] {0x8000, 0x4000, 0xFFFF});
        }

        Picture picture = picture(png(new BufferedImage(model, raster, false, null)), "image/png");

        int rgb = picture.at(3, 3);
        assertThat(rgb >> 16).isBetween(127, 129);
        assertThat(rgb >> 8 & 0xFF).isBetween(63, 65);
        assertThat(rgb & 0xFF).isEqualTo(255);
    }

    @Test
    void doesNotBrightenGrey() throws InterruptedException {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(2, 2, 0, 128);

        assertThat(picture(png(grey), "image/png").at(2, 2)).isEqualTo(0x808080);
    }

    @Test
    void knowsWhatWasTransparent() throws InterruptedException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0xFF102030);

        Picture picture = picture(png(image), "image/png");

        assertThat(picture.hadAlpha()).isTrue();
        assertThat(picture.wasClear(0, 0)).isTrue();
        assertThat(picture.wasClear(1, 1)).isFalse();
        assertThat(picture.at(1, 1)).isEqualTo(0x102030);
    }

    @Test
    void stopsADecoderThatTakesTooLong() throws InterruptedException {
        ImageIntake hasty = new ImageIntake(new IntakeLimits(
                DataSize.ofMegabytes(25), 8192, 40_000_000, DataSize.ofMegabytes(256), Duration.ofMillis(1)));
        byte[] large = TestImages.bomb(8000, 5000);

        Intake taken = hasty.take(large, "image/png", Function.identity());

        assertThat(((Refused) taken).reason()).isEqualTo("decoding took longer than 1 ms");
    }

    @Test
    void givesBackTheMemoryOfWhatItRefuses() throws InterruptedException {
        long before = intake.freeBytes();

        assertThat(take(Arrays.copyOf(png(TestImages.scene(64, 64)), 900), "image/png"))
                .isInstanceOf(Refused.class);

        assertThat(intake.freeBytes()).isEqualTo(before);
    }

    private Intake take(byte[] file, String mediaType) throws InterruptedException {
        return intake.take(file, mediaType, Function.identity());
    }

    private String refusal(byte[] file, String mediaType) throws InterruptedException {
        return ((Refused) take(file, mediaType)).reason();
    }

    private Picture picture(byte[] file, String mediaType) throws InterruptedException {
        Intake taken = take(file, mediaType);
        assertThat(taken).isInstanceOf(Taken.class);
        return ((Taken) taken).picture();
    }

    private static byte[] png(BufferedImage image) {
        return TestImages.file(image, "png");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /// A PNG with one more chunk behind its header.
    private static byte[] withChunk(byte[] png, String type, byte[] content) {
        int header = 8 + 25;
        CRC32 checksum = new CRC32();
        checksum.update(type.getBytes(ISO_8859_1));
        checksum.update(content);
        ByteBuffer changed = ByteBuffer.allocate(png.length + content.length + 12);
        changed.put(png, 0, header)
                .putInt(content.length)
                .put(type.getBytes(ISO_8859_1))
                .put(content)
                .putInt((int) checksum.getValue());
        return changed.put(png, header, png.length - header).array();
    }

    private static byte[] withExif(byte[] jpeg, byte[] tiff) {
        ByteBuffer changed = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
        changed.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (tiff.length + 8));
        changed.put("Exif\0\0".getBytes(ISO_8859_1)).put(tiff);
        return changed.put(jpeg, 2, jpeg.length - 2).array();
    }

    /// A TIFF block with nothing in it but the orientation.
    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put((byte) 'M')
                .put((byte) 'M')
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    private static byte[] profile(byte[] icc) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(icc);
        deflater.finish();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("test\0\0".getBytes(ISO_8859_1));
        byte[] part = new byte[65536];
        while (!deflater.finished()) {
            chunk.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return chunk.toByteArray();
    }

    private static byte[] cmyk() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
