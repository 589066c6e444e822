package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationResult;
import io.diptych.events.Route;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Judgement;
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
        Judgement judgement = judgementOn(result.getImage(), result.getJob().getRoute());
        return Rulings.onImage(result, judgement, profile, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Judgement judgementOn(AssetRef image, Route route) throws InterruptedException {
        byte[] file;
        try {
            file = assets.read(image);
        } catch (AssetMissingException e) {
            return inspection.missing("asset " + image.getSha256() + " is not in the store: " + e.getMessage());
        }
        return inspection.judge(file, image.getMediaType(), new Expectation(route.getWidth(), route.getHeight()));
    }
}
