package io.diptych.quality.matrix;

import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Part;
import io.diptych.quality.intake.Parcel;
import java.util.Map;

/// An image of which it is known whether it may be delivered.
///
/// @param profile    quality profile that it is judged by
/// @param defect     what is wrong with it, for the table
/// @param bad        whether it must not be delivered
/// @param flawless   the image that it ought to be
/// @param companions what it is compared with
public record Sample(
        String profile,
        String defect,
        boolean bad,
        Parcel file,
        Flawless flawless,
        Map<Part, Parcel> companions,
        Expectation expectation) {
    public Sample {
        companions = Map.copyOf(companions);
    }

    /// Draws the image that it ought to be, when it is asked for.
    @FunctionalInterface
    public interface Flawless {
        Parcel draw() throws InterruptedException;
    }
}
