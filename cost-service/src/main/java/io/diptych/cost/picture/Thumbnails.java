package io.diptych.cost.picture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.diptych.cost.dashboard.AttemptQueries.StoredImage;
import io.diptych.events.AssetRef;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Small copies of stored images, kept in memory while they are looked at.
public final class Thumbnails {
    /// Widths that can be asked for, in pixels; few, so that the copies kept are few.
    public static final List<Integer> WIDTHS = List.of(160, 480, 960);

    private static final long CACHE_BYTES = 48L << 20;
    private static final int NO_PICTURE_WEIGHT = 100;
    /// Pictures being made at once: each takes the memory of its original.
    private static final int AT_ONCE = 2;

    private final AssetStore store;
    private final Semaphore making = new Semaphore(AT_ONCE);
    private final Cache<Key, Optional<byte[]>> made = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((Key _, Optional<byte[]> jpeg) ->
                    jpeg.map(bytes -> bytes.length).orElse(0) + NO_PICTURE_WEIGHT)
            .build();

    public Thumbnails(AssetStore store) {
        this.store = store;
    }

    /// A copy as JPEG that is at most so wide; empty where the store no longer has the image, or it is none that can be
    /// shown, such as a video.
    ///
    /// @param width one of [#WIDTHS]
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    public Optional<byte[]> of(StoredImage image, int width) {
        if (!WIDTHS.contains(width)) {
            throw new IllegalArgumentException("width is " + width + ", must be one of " + WIDTHS);
        }
        return made.get(new Key(image.sha256(), width), _ -> make(image, width));
    }

    private Optional<byte[]> make(StoredImage image, int width) {
        making.acquireUninterruptibly();
        try {
            byte[] original = store.read(
                    new AssetRef("", image.sha256(), image.mediaType(), image.width(), image.height(), image.bytes()));
            return Shrink.toJpeg(original, width);
        } catch (AssetMissingException _) {
            return Optional.empty();
        } finally {
            making.release();
        }
    }

    private record Key(String sha256, int width) {}
}
