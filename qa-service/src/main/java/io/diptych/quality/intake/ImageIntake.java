package io.diptych.quality.intake;

import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/// Takes in image files that nobody vouches for: size, first bytes and the header's claims are checked before a pixel
/// is
/// decoded, completeness before it is believed. Safe for use by several threads, whose memory it bounds together.
public final class ImageIntake {
    /// Decoder's raster (16 bits of four channels at worst) and our own copy.
    private static final int BYTES_PER_PIXEL = 12;

    private final IntakeLimits limits;
    private final MemoryBudget memory;

    public ImageIntake(IntakeLimits limits) {
        this.limits = limits;
        this.memory = new MemoryBudget(limits.memory().toBytes());
    }

    /// Takes in a file and hands what came of it to `then`, while the memory of its pixels is accounted for.
    ///
    /// @param declaredType media type that the file's producer gave it
    public <T> T take(byte[] bytes, String declaredType, Function<Intake, T> then) throws InterruptedException {
        Optional<Refused> refused = refuseByFirstBytes(bytes, declaredType);
        if (refused.isPresent()) {
            return then.apply(refused.get());
        }
        ImageFormat format = ImageFormat.ofMagic(bytes).orElseThrow();
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.readerName()).next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            Size size = sizeOf(reader);
            Optional<Refused> tooBig = refuseBySize(size);
            if (tooBig.isPresent()) {
                return then.apply(tooBig.get());
            }
            try (MemoryBudget.Claim _ = memory.claim(size.pixels() * BYTES_PER_PIXEL)) {
                return then.apply(decode(reader, format, bytes));
            }
        } catch (IOException e) {
            return then.apply(new Refused("header cannot be read: " + e.getMessage()));
        } finally {
            reader.dispose();
        }
    }

    private Optional<Refused> refuseByFirstBytes(byte[] bytes, String declaredType) {
        long most = limits.maxBytes().toBytes();
        if (bytes.length > most) {
            return Optional.of(new Refused(
                    "file has " + bytes.length + " bytes, at most " + most + " are looked at",
                    Map.of("bytes", (double) bytes.length)));
        }
        Optional<ImageFormat> format = ImageFormat.ofMagic(bytes);
        if (format.isEmpty()) {
            return Optional.of(new Refused("first bytes are neither PNG nor JPEG, declared is " + declaredType));
        }
        if (!format.get().mediaType().equals(declaredType)) {
            return Optional.of(
                    new Refused("first bytes say " + format.get().mediaType() + ", declared is " + declaredType));
        }
        return Optional.empty();
    }

    private Optional<Refused> refuseBySize(Size size) {
        if (size.width() <= limits.maxSide()
                && size.height() <= limits.maxSide()
                && size.pixels() <= limits.maxPixels()) {
            return Optional.empty();
        }
        return Optional.of(new Refused(
                "header claims " + size.width() + "x" + size.height() + ", at most " + limits.maxSide() + " a side and "
                        + limits.maxPixels() + " pixels are decoded",
                size.measured()));
    }

    private static Intake decode(ImageReader reader, ImageFormat format, byte[] bytes) {
        Optional<String> defect = switch (format) {
            case PNG -> PngStructure.defect(bytes);
            case JPEG -> JpegStructure.defect(bytes);
        };
        if (defect.isPresent()) {
            return new Refused(defect.get());
        }
        AtomicReference<@Nullable String> warning = new AtomicReference<>();
        reader.addIIOReadWarningListener((_, message) -> warning.compareAndSet(null, message));
        try {
            BufferedImage image = reader.read(0);
            String warned = warning.get();
            return warned == null ? new Taken(Picture.of(image)) : new Refused("decoder warns: " + warned);
        } catch (IOException | RuntimeException e) {
            // Decoders of broken files throw whatever their arithmetic runs into.
            return new Refused("cannot be decoded: " + e);
        }
    }

    private static Size sizeOf(ImageReader reader) throws IOException {
        try {
            return new Size(reader.getWidth(0), reader.getHeight(0));
        } catch (RuntimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private record Size(int width, int height) {
        long pixels() {
            return (long) width * height;
        }

        Map<String, Double> measured() {
            Map<String, Double> measured = new LinkedHashMap<>();
            measured.put("width", (double) width);
            measured.put("height", (double) height);
            return measured;
        }
    }
}
