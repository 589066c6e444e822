package io.diptych.simulator.workshop;

import io.diptych.simulator.chance.Dice;
import io.diptych.simulator.chance.Pace;
import io.diptych.simulator.chance.RequestIds;
import io.diptych.simulator.drawing.Defect;
import io.diptych.simulator.drawing.Picture;
import io.diptych.simulator.drawing.Studio;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultPlan;
import io.diptych.simulator.invoice.Invoice;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What every simulated provider works with.
///
/// @param clock the wall clock: time stamps, and the progress of batches
public record Workshop(
        Dice dice, Pace pace, Studio studio, FaultPlan faults, Invoice invoice, RequestIds ids, InstantSource clock) {

    /// Draws an image as this model would, spoilt if the fault is one of the image itself.
    public byte[] draw(String model, String prompt, int width, int height, int index, @Nullable FaultMode fault)
            throws InterruptedException {
        return studio.draw(picture(model, prompt, width, height, index, fault));
    }

    /// A picture that is not drawn yet, spoilt if the fault is one of the image itself.
    public Picture picture(String model, String prompt, int width, int height, int index, @Nullable FaultMode fault) {
        return new Picture(dice.seed(), model, prompt, width, height, index, defect(fault));
    }

    private static Defect defect(@Nullable FaultMode fault) {
        return switch (fault) {
            case BLANK -> Defect.BLANK;
            case WRONG_RATIO -> Defect.WRONG_RATIO;
            case WRONG_SIZE -> Defect.WRONG_SIZE;
            case LARGE -> Defect.LARGE;
            case null -> Defect.NONE;
            case RATE_LIMIT,
                    SERVER_ERROR,
                    REFUSAL,
                    HANG,
                    MALFORMED,
                    EMPTY,
                    CUT,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    SHUT_MODEL,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    NO_CREDIT,
                    BAD_GATEWAY,
                    OVERLOADED,
                    CUT_EARLY,
                    TRICKLE,
                    TRUNCATED,
                    NOT_IMAGE,
                    STREAM_ERROR,
                    EXPIRE -> Defect.NONE;
        };
    }
}
