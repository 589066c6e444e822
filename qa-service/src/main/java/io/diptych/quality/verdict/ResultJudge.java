package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.events.Route;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Part;
import io.diptych.quality.check.Profile;
import io.diptych.quality.check.Sibling;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Fingerprint;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.video.VideoInspection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Judges results by their images. Safe for use by several threads.
public final class ResultJudge {
    private static final String VIDEO = "video/";

    private final AssetStore assets;
    private final Inspection inspection;
    private final VideoInspection films;
    private final Profiles profiles;
    private final Unreviewed unreviewed;
    private final InstantSource clock;
    private final Siblings siblings = new Siblings();
    private final Gates gates;

    /// A judge under the profiles' own strict thresholds.
    public ResultJudge(
            AssetStore assets, Inspection inspection, Profiles profiles, Unreviewed unreviewed, InstantSource clock) {
        this(assets, inspection, profiles, unreviewed, clock, new Gates());
    }

    /// @param gates thresholds in force
    public ResultJudge(
            AssetStore assets,
            Inspection inspection,
            Profiles profiles,
            Unreviewed unreviewed,
            InstantSource clock,
            Gates gates) {
        this.assets = assets;
        this.inspection = inspection;
        this.films = new VideoInspection(inspection.intake());
        this.profiles = profiles;
        this.unreviewed = unreviewed;
        this.clock = clock;
        this.gates = gates;
    }

    /// Rules on a result. An image that the store does not have falls short.
    ///
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    public Ruling judge(GenerationResult result) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AssetRef image = result.getImage();
        if (image == null) {
            return Rulings.withoutImage(result, unreviewed, now);
        }
        String requestId = result.getJob().getRequestId();
        List<Sibling> known = siblings.of(requestId, result.getJobId());
        Judgement judgement = judgementOn(result, image, known, inForce(result));
        Fingerprint fingerprint = judgement.fingerprint();
        if (fingerprint != null) {
            siblings.remember(requestId, result.getJobId(), fingerprint);
        }
        return ruling(result, judgement, known, now);
    }

    /// Gives an old verdict again from the stored event and image, under the profiles that hold now
    /// and the least score that was in force then: under the same profiles it is the same verdict,
    /// whatever was calibrated since. A profile that has changed since comes with its own least
    /// score, as the one of then was found under other scores.
    ///
    /// @throws IllegalArgumentException when the result has no image, so that there was no verdict
    public QualityVerdict again(GenerationResult result, QualityVerdict old) throws InterruptedException {
        Profile profile = profileOf(result);
        boolean isSame = old.getProfile().equals(profile.id()) && old.getAcceptFrom() > 0;
        return again(result, old, isSame ? profile.accepting(old.getAcceptFrom(), old.getGate()) : profile);
    }

    /// The same under the least score that is in force now.
    ///
    /// @throws IllegalArgumentException when the result has no image, so that there was no verdict
    public QualityVerdict underTodaysGate(GenerationResult result, QualityVerdict old) throws InterruptedException {
        return again(result, old, inForce(result));
    }

    private QualityVerdict again(GenerationResult result, QualityVerdict old, Profile profile)
            throws InterruptedException {
        AssetRef image = result.getImage();
        if (image == null || !result.getAttemptId().equals(old.getAttemptId())) {
            throw new IllegalArgumentException("result is of attempt " + result.getAttemptId() + " and has "
                    + (image == null ? "no" : "an") + " image, must be that of attempt " + old.getAttemptId());
        }
        List<Sibling> known = Verdicts.siblings(old);
        return verdictOf(ruling(result, judgementOn(result, image, known, profile), known, old.getOccurredAt()));
    }

    private static QualityVerdict verdictOf(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Delivered(var verdict, var _) -> verdict;
            case Ruling.FellShort(var verdict, var _) -> verdict;
            case Ruling.Asked(var verdict, var _) -> verdict;
            case Ruling.Audited(var audited, var _) -> verdictOf(audited);
            case Ruling.NotMade _, Ruling.Unsettled _ ->
                throw new IllegalStateException("a result with an image has a verdict");
        };
    }

    private Ruling ruling(GenerationResult result, Judgement judgement, List<Sibling> known, Instant now) {
        AssetRef repaired = judgement.mended().map(this::stored).orElse(null);
        return Rulings.onImage(result, judgement, repaired, known, unreviewed, now);
    }

    private Profile profileOf(GenerationResult result) {
        return profiles.of(result.getJob().getRequest().getPurpose().getStage());
    }

    private Profile inForce(GenerationResult result) {
        return gates.inForce(profileOf(result));
    }

    private Judgement judgementOn(GenerationResult result, AssetRef image, List<Sibling> known, Profile profile)
            throws InterruptedException {
        GenerationRequest request = result.getJob().getRequest();
        Route route = result.getJob().getRoute();
        byte[] file;
        try {
            file = assets.read(image);
        } catch (AssetMissingException e) {
            return inspection.missing(
                    "asset " + image.getSha256() + " is not in the store: " + e.getMessage(), profile);
        }
        if (image.getMediaType().startsWith(VIDEO)) {
            return films.judge(
                    file,
                    route.getWidth(),
                    route.getHeight(),
                    request.getOutput().getSeconds(),
                    Companions.still(request).map(this::read).orElse(null),
                    profile);
        }
        Expectation expectation = new Expectation(
                route.getWidth(),
                route.getHeight(),
                request.getConstraints().getExpectedText(),
                request.getLineage().getEditDepth(),
                known);
        Double least = request.getConstraints().getMinQuality();
        return inspection.judge(
                new Parcel(file, image.getMediaType()),
                companions(request, profile),
                expectation,
                profile,
                least == null ? 0 : least);
    }

    private Map<Part, Parcel> companions(GenerationRequest request, Profile profile) {
        Map<Part, Parcel> parcels = new EnumMap<>(Part.class);
        Companions.of(request, profile).forEach((part, asset) -> parcels.put(part, read(asset)));
        return parcels;
    }

    /// A companion that is gone is no fault of the image: its check says that it could not look.
    private Parcel read(AssetRef asset) {
        try {
            return new Parcel(assets.read(asset), asset.getMediaType());
        } catch (AssetMissingException e) {
            return new Parcel(new byte[0], asset.getMediaType());
        }
    }

    private AssetRef stored(Picture picture) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            boolean written = ImageIO.write(picture.toImage(), "png", file);
            if (!written) {
                throw new IllegalStateException("no writer for PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return assets.put(file.toByteArray(), "image/png", picture.width(), picture.height());
    }
}
