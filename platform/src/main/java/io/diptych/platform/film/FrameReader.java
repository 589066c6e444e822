package io.diptych.platform.film;

import io.diptych.platform.film.FirstFrame.Hidden;
import io.diptych.platform.film.FirstFrame.Shown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Takes first frames out of films.
final class FrameReader {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final float JPEG_QUALITY = 0.92f;
    private static final short JPEG_MAGIC = (short) 0xFFD8;
    private static final ReentrantLock DECODER = new ReentrantLock();

    private FrameReader() {}

    static FirstFrame first(Film film) {
        Film.Sample sample = film.first();
        if (sample == null) {
            return new Hidden("the index names no first sample within the file");
        }
        ByteBuffer bytes = sample.bytes();
        if (bytes.limit() > 2 && bytes.getShort(0) == JPEG_MAGIC) {
            byte[] jpeg = new byte[bytes.limit()];
            bytes.get(0, jpeg);
            return new Shown(jpeg, film.width(), film.height());
        }
        return switch (film.codec()) {
            case "avc1", "avc3" -> ofAvc(sample);
            default -> new Hidden("frames in '" + film.codec() + "' are not decoded");
        };
    }

    private static FirstFrame ofAvc(Film.Sample sample) {
        DECODER.lock();
        try {
            BufferedImage image = AvcPicture.first(
                    AvcConfig.of(sample.entry()), sample.bytes(), System.nanoTime() + LONGEST.toNanos());
            return new Shown(jpeg(image), image.getWidth(), image.getHeight());
        } catch (UndecodableException e) {
            return new Hidden(e.reason());
        } catch (RuntimeException | IOException e) {
            // Decoders of broken files throw whatever their arithmetic runs into.
            return new Hidden("cannot be decoded: " + e);
        } finally {
            DECODER.unlock();
        }
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
