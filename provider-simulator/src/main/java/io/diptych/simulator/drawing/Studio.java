package io.diptych.simulator.drawing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Draws pictures, at most as many at once as it has threads, so that drawing never starves the HTTP server.
public final class Studio implements AutoCloseable {

    private final ExecutorService easels;
    private final QualityProfiles quality = new QualityProfiles();

    /// Opens a studio.
    ///
    /// @param easels how many pictures are drawn at once: the number of cores
    public Studio(int easels) {
        this.easels = Executors.newFixedThreadPool(
                easels, Thread.ofPlatform().daemon().name("simulator-easel-", 1).factory());
    }

    /// What the models get wrong, and how often.
    public QualityProfiles quality() {
        return quality;
    }

    /// Draws the picture: a complete PNG file.
    public byte[] draw(Picture picture) throws InterruptedException {
        try {
            return easels.submit(() -> drawn(Commission.unmasked(quality.applyTo(picture), List.of(), "png")))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture of " + picture.width() + "x" + picture.height() + " failed", e);
        }
    }

    /// Draws what goes beyond a plain picture: references, masks, transparency, other formats.
    ///
    /// @throws IllegalArgumentException if an input image cannot be read
    public byte[] draw(Commission commission) throws InterruptedException {
        try {
            return easels.submit(() -> drawn(commission.of(quality.applyTo(commission.picture()))))
                    .get();
        } catch (ExecutionException e) {
            Picture picture = commission.picture();
            throw new IllegalStateException(
                    "an image of " + picture.width() + "x" + picture.height() + " failed", e.getCause());
        }
    }

    private byte[] drawn(Commission commission) throws IOException {
        byte[] file = Easel.make(commission);
        quality.remember(file, commission.visibleFlaws());
        return file;
    }

    /// Makes an unfinished image of a finished one: all of it is there, coarsely.
    ///
    /// @param cell edge of the squares of one colour, in pixels
    public byte[] rough(byte[] image, int cell) throws InterruptedException {
        try {
            return easels.submit(() -> Easel.rough(image, cell)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an unfinished image failed", e.getCause());
        }
    }

    @Override
    public void close() {
        easels.shutdownNow();
    }
}
