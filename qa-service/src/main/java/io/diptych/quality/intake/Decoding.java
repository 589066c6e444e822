package io.diptych.quality.intake;

import io.diptych.quality.intake.Intake.Refused;
import io.diptych.quality.intake.Intake.Taken;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/// Decodes one file whose header can be borne. A file that is not whole is refused, and so is one
/// that takes too long:
/// its reader is told to stop at its next row.
final class Decoding {
    private static final ScheduledExecutorService ALARMS = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("qa-decode-alarm").factory());

    private final Duration limit;

    Decoding(Duration limit) {
        this.limit = limit;
    }

    Intake decode(Header.Bearable header) {
        byte[] bytes = header.file().bytes();
        Optional<String> defect = switch (header.format()) {
            case PNG -> PngStructure.defect(bytes);
            case JPEG -> JpegStructure.defect(bytes);
            case WEBP -> WebpStructure.defect(bytes);
        };
        if (defect.isPresent()) {
            return new Refused(defect.get());
        }
        AtomicReference<@Nullable String> warning = new AtomicReference<>();
        AtomicBoolean late = new AtomicBoolean();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = Header.reader(header.format());
            reader.addIIOReadWarningListener((_, message) -> warning.compareAndSet(null, message));
            reader.setInput(stream, true, true);
            Future<?> alarm = ALARMS.schedule(
                    () -> {
                        late.set(true);
                        reader.abort();
                    },
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            BufferedImage image;
            try {
                image = reader.read(0);
            } finally {
                alarm.cancel(false);
                reader.dispose();
            }
            if (late.get()) {
                return new Refused("decoding took longer than " + limit.toMillis() + " ms");
            }
            String warned = warning.get();
            return warned == null ? new Taken(upright(header, image)) : new Refused("decoder warns: " + warned);
        } catch (IOException | RuntimeException e) {
            // Decoders of broken files throw whatever their arithmetic runs into.
            return new Refused("cannot be decoded: " + e);
        }
    }

    private static Picture upright(Header.Bearable header, BufferedImage image) {
        byte[] bytes = header.file().bytes();
        BufferedImage coloured = header.format() == ImageFormat.PNG
                ? ColourProfile.apply(PngStructure.chunk(bytes, "iCCP"), image)
                : image;
        Optional<byte[]> exif = switch (header.format()) {
            case PNG -> PngStructure.chunk(bytes, "eXIf");
            case JPEG -> JpegStructure.exif(bytes);
            case WEBP -> WebpStructure.exif(bytes);
        };
        return exif.map(Orientation::of).orElse(Orientation.UPRIGHT).turn(Picture.of(coloured));
    }
}
