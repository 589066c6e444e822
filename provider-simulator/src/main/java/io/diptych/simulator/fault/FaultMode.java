package io.diptych.simulator.fault;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// One way a call goes wrong.
public enum FaultMode {
    /// 429, with the time to wait. Not billed.
    RATE_LIMIT,
    /// 500 or 503. Not billed.
    SERVER_ERROR,
    /// The provider's content policy forbids the image. Not billed.
    REFUSAL,
    /// The image is made and billed, but no answer ever comes.
    HANG,
    /// The image is made and billed, but the answer is not JSON.
    MALFORMED,
    /// The answer is well-formed and holds no image. Not billed.
    EMPTY,
    /// The image is one plain colour. Billed.
    BLANK,
    /// The image has not the proportions that were asked for. Billed.
    WRONG_RATIO,
    /// The image is made and billed, but the connection drops in the middle of the answer.
    CUT;

    /// What can happen to a call that makes an image.
    public static final Set<FaultMode> OF_CALLS = Set.copyOf(EnumSet.allOf(FaultMode.class));

    /// What can happen to the submission of a batch.
    public static final Set<FaultMode> OF_SUBMISSIONS = Set.of(RATE_LIMIT, HANG, MALFORMED, CUT);

    /// What can happen to an item of a batch.
    public static final Set<FaultMode> OF_BATCH_ITEMS = Set.of(SERVER_ERROR, REFUSAL, EMPTY, BLANK, WRONG_RATIO);

    /// As written in a fault plan.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
