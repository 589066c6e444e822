package io.diptych.quality.intake;

import io.diptych.quality.intake.Intake.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// What a file says of itself before a pixel is decoded.
sealed interface Header {

    /// The claims can be borne.
    ///
    /// @param width  in pixels, as claimed
    /// @param height in pixels, as claimed
    record Bearable(ImageFormat format, Parcel file, int width, int height) implements Header {
        long pixels() {
            return (long) width * height;
        }
    }

    /// They cannot, or there are none.
    record Unbearable(Refused refused) implements Header {}

    /// Reads the header of a file. Takes no more memory than the file itself has.
    static Header of(Parcel file, IntakeLimits limits) {
        byte[] bytes = file.bytes();
        long most = limits.maxBytes().toBytes();
        if (bytes.length > most) {
            return new Unbearable(new Refused(
                    "file has " + bytes.length + " bytes, at most " + most + " are looked at",
                    Map.of("bytes", (double) bytes.length)));
        }
        Optional<ImageFormat> format = ImageFormat.ofMagic(bytes);
        if (format.isEmpty()) {
            return new Unbearable(new Refused("first bytes are " + ImageFormat.describe(bytes)
                    + ", must be PNG, JPEG or WebP; declared is " + file.declaredType()));
        }
        if (!format.get().mediaType().equals(file.declaredType())) {
            return new Unbearable(new Refused(
                    "first bytes say " + format.get().mediaType() + ", declared is " + file.declaredType()));
        }
        return sized(format.get(), file, limits);
    }

    private static Header sized(ImageFormat format, Parcel file, IntakeLimits limits) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            ImageReader reader = reader(format);
            try {
                reader.setInput(stream, true, true);
                return bounded(new Bearable(format, file, reader.getWidth(0), reader.getHeight(0)), limits);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Readers of broken headers throw whatever their arithmetic runs into.
            return new Unbearable(new Refused("header cannot be read: " + e.getMessage()));
        }
    }

    private static Header bounded(Bearable header, IntakeLimits limits) {
        if (header.width() < 1 || header.height() < 1) {
            return new Unbearable(new Refused("header claims " + header.width() + "x" + header.height()));
        }
        if (header.width() <= limits.maxSide()
                && header.height() <= limits.maxSide()
                && header.pixels() <= limits.maxPixels()) {
            return header;
        }
        return new Unbearable(new Refused(
                "header claims " + header.width() + "x" + header.height() + ", at most " + limits.maxSide()
                        + " a side and " + limits.maxPixels() + " pixels are decoded",
                Map.of("width", (double) header.width(), "height", (double) header.height())));
    }

    /// A new reader of a format: ours, whatever else is on the class path.
    static ImageReader reader(ImageFormat format) throws IOException {
        try {
            Class<?> provider = Class.forName(format.readerProvider());
            Object registered = IIORegistry.getDefaultInstance().getServiceProviderByClass(provider);
            if (registered instanceof ImageReaderSpi spi) {
                return spi.createReaderInstance();
            }
        } catch (ClassNotFoundException e) {
            throw new IOException("no reader for " + format.mediaType(), e);
        }
        throw new IOException("no reader is registered for " + format.mediaType());
    }
}
