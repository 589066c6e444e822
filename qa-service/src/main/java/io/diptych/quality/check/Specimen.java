package io.diptych.quality.check;

import io.diptych.quality.intake.Companion;
import io.diptych.quality.intake.Intake.Taken;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.Noise;
import java.util.Map;
import java.util.Optional;

/// An image under inspection, with what is expected of it and what it is compared with. For one thread.
final class Specimen {
    private final Picture picture;
    private final Expectation expectation;
    private final Map<Part, Companion> companions;
    private double noise = Double.NaN;

    /// @param companions decoded when first asked for
    Specimen(Picture picture, Expectation expectation, Map<Part, Companion> companions) {
        this.picture = picture;
        this.expectation = expectation;
        this.companions = Map.copyOf(companions);
    }

    /// A specimen with nothing to compare it with.
    static Specimen of(Picture picture, Expectation expectation) {
        return new Specimen(picture, expectation, Map.of());
    }

    Picture picture() {
        return picture;
    }

    Expectation expectation() {
        return expectation;
    }

    /// Deviation of the picture's noise, measured once.
    double noise() {
        if (Double.isNaN(noise)) {
            noise = Noise.of(picture);
        }
        return noise;
    }

    /// Whether there ought to be a companion, whether or not it can be looked at.
    boolean has(Part part) {
        return companions.containsKey(part);
    }

    /// A companion, if there is one and it can be decoded.
    Optional<Picture> companion(Part part) {
        Companion companion = companions.get(part);
        return companion != null && companion.get() instanceof Taken(var taken) ? Optional.of(taken) : Optional.empty();
    }

    /// The same for another picture.
    Specimen showing(Picture other) {
        return new Specimen(other, expectation, companions);
    }
}
