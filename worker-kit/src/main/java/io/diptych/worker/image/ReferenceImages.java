package io.diptych.worker.image;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.events.AssetRef;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.worker.provider.InputImage;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Loads what a call starts from, and refuses what no provider should get, before anything is bought.
///
/// Nothing is fetched from where a caller points: bytes come from the asset store, by their hash. They
/// are loaded when the call starts and dropped when it ended; a job that waits holds none.
public final class ReferenceImages {
    /// Of a model that the catalogue does not know.
    private static final int MAX_REFERENCES = 16;
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AssetStore store;
    private final ReferenceLimits limits;
    private final ReferenceRules rules;
    private final Semaphore kilobytes;

    /// @param model   catalogue id
    /// @param maxMost images that the model takes in one call, the mask not counted
    public ReferenceImages(AssetStore store, ReferenceLimits limits, String model, int maxMost) {
        this.store = store;
        this.limits = limits;
        this.rules = new ReferenceRules(store, limits, model, maxMost);
        this.kilobytes = new Semaphore(Math.toIntExact(limits.maxInMemory().toKilobytes()), true);
    }

    /// The references of a model, as many of them as the catalogue says that it takes.
    ///
    /// @param model catalogue id
    public static ReferenceImages of(AssetStore store, ReferenceLimits limits, String model) {
        int maxMost = Catalog.load()
                .model(model)
                .map(Model::capabilities)
                .map(capabilities -> capabilities.maxReferences())
                .orElse(MAX_REFERENCES);
        return new ReferenceImages(store, limits, model, maxMost);
    }

    /// References in memory, until they are closed.
    ///
    /// @param images in the caller's order
    public record Loaded(List<InputImage> images, Runnable release) implements AutoCloseable {
        public Loaded {
            images = List.copyOf(images);
        }

        @Override
        public void close() {
            release.run();
        }
    }

    /// Loads and checks.
    ///
    /// @param patience how long to wait for room in memory
    /// @throws RefusedReferenceException when one of them can never be sent
    /// @throws AssetStoreException       when the store does not answer, or there is no room in time
    /// @throws InterruptedException      when the call is given up meanwhile
    public Loaded load(List<Reference> references, Duration patience)
            throws RefusedReferenceException, InterruptedException {
        if (references.isEmpty()) {
            return new Loaded(List.of(), () -> {});
        }
        int needed = Math.toIntExact(1 + rules.checkDeclared(references) / 1024);
        if (!kilobytes.tryAcquire(needed, Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS)) {
            throw new AssetStoreException(
                    "no room for " + needed + " KB of references, diptych.worker.references.max-in-memory is "
                            + limits.maxInMemory().toKilobytes() + " KB",
                    new IllegalStateException("calls that run hold the rest"));
        }
        boolean isLoaded = false;
        try {
            List<InputImage> images = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                images.add(read(references.get(i), i));
            }
            rules.checkMask(references, images);
            isLoaded = true;
            return new Loaded(images, () -> kilobytes.release(needed));
        } finally {
            if (!isLoaded) {
                kilobytes.release(needed);
            }
        }
    }

    private InputImage read(Reference reference, int number) throws RefusedReferenceException {
        AssetRef asset = reference.getAsset();
        byte[] bytes;
        try {
            bytes = asking().executeSupplier(() -> store.read(asset));
        } catch (AssetMissingException e) {
            throw new RefusedReferenceException(
                    ReferenceRules.field(number, "sha256"),
                    "'" + asset.getSha256() + "'",
                    "must be that of an asset of the store: " + e.getMessage());
        }
        ImageHeader header = rules.checkBytes(asset, number, bytes, reference.getRole() == ReferenceRole.MASK);
        return new InputImage(reference.getRole(), bytes, header.mediaType(), header.width(), header.height());
    }

    private static Retry asking() {
        return Retry.of(
                "references",
                RetryConfig.custom()
                        .maxAttempts(TRIES)
                        .intervalFunction(IntervalFunction.ofExponentialBackoff(PAUSE, 2.0))
                        .retryOnException(thrown -> thrown instanceof AssetStoreException
                                && !Thread.currentThread().isInterrupted())
                        .build());
    }
}
