package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationResult;
import io.diptych.events.Route;
import io.diptych.events.VideoInfo;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Judgement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Judges results by their images. Safe for use by several threads.
public final class ResultJudge {
    private final AssetStore assets;
    private final Inspection inspection;
    private final String profile;
    private final InstantSource clock;

    /// @param profile name and version of the thresholds, for the verdicts
    public ResultJudge(AssetStore assets, Inspection inspection, String profile, InstantSource clock) {
        this.assets = assets;
        this.inspection = inspection;
        this.profile = profile;
        this.clock = clock;
    }

    /// Rules on a result. An image that the store does not have falls short.
    ///
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    public Ruling judge(GenerationResult result) throws InterruptedException {
        if (result.getImage() == null) {
            return Rulings.withoutImage(result, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        Judgement judgement = judgementOn(result.getImage(), result);
        return Rulings.onImage(result, judgement, profile, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Judgement judgementOn(AssetRef image, GenerationResult result) throws InterruptedException {
        byte[] file;
        try {
            file = assets.read(image);
        } catch (AssetMissingException e) {
            return inspection.missing("asset " + image.getSha256() + " is not in the store: " + e.getMessage());
        }
        VideoInfo video = result.getVideo();
        if (video != null) {
            Integer seconds = result.getJob().getRequest().getOutput().getSeconds();
            return inspection.film(
                    file,
                    Duration.ofMillis(video.getDurationMillis()),
                    seconds == null ? null : Duration.ofSeconds(seconds));
        }
        Route route = result.getJob().getRoute();
        return inspection.judge(file, image.getMediaType(), new Expectation(route.getWidth(), route.getHeight()));
    }
}
