package io.diptych.quality.review.http;

import io.diptych.events.AssetRef;
import io.diptych.platform.assets.AssetStore;
import io.diptych.quality.review.DeskOpen;
import io.diptych.quality.review.Reviewer;
import io.diptych.quality.review.desk.DeskException;
import io.diptych.quality.review.desk.ReviewDesk;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The images of a question, from the asset store. Whoever asks names a place in the question's own list, so that
/// nobody reads anything else; the store checks the bytes against their hash. Answers requests for a range.
@DeskOpen
@RestController
class ImageEndpoint {
    /// What browsers show and cannot run.
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4");

    private static final long MOST_BYTES = 64L << 20;
    private static final Duration KEPT = Duration.ofHours(1);

    private final ReviewDesk desk;
    private final AssetStore assets;

    ImageEndpoint(ReviewDesk desk, AssetStore assets) {
        this.desk = desk;
        this.assets = assets;
    }

    @GetMapping("/api/review/tasks/{key}/images/{index}")
    ResponseEntity<Resource> image(Reviewer reviewer, @PathVariable String key, @PathVariable int index) {
        List<Pictures.Picture> pictures =
                Pictures.of(desk.look(reviewer, TaskKey.taskId(key)).question());
        if (index < 0 || index >= pictures.size()) {
            throw DeskException.missing("index", Integer.toString(index));
        }
        AssetRef asset = pictures.get(index).asset();
        if (asset.getBytes() > MOST_BYTES) {
            throw DeskException.conflict(
                    "index",
                    "image " + index + " has " + asset.getBytes() + " bytes, more than " + MOST_BYTES
                            + " are not shown");
        }
        if (!SHOWN.contains(asset.getMediaType())) {
            throw DeskException.conflict(
                    "index", "image " + index + " is " + asset.getMediaType() + ", only " + SHOWN + " are shown");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(asset.getMediaType()))
                .cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
                .eTag(asset.getSha256())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().build().toString())
                .body(new ByteArrayResource(assets.read(asset)));
    }
}
