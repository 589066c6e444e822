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
    CUT,
    /// 401: the key is not valid any more. Not billed.
    UNAUTHORIZED,
    /// 403: the organisation is not verified. Not billed.
    FORBIDDEN,
    /// 404: the model has been shut down. Not billed.
    SHUT_MODEL,
    /// 408. Not billed.
    REQUEST_TIMEOUT,
    /// 409. Not billed.
    CONFLICT,
    /// 429 without a time to wait: no credit is left. Not billed.
    NO_CREDIT,
    /// 502 with a page of HTML. Not billed.
    BAD_GATEWAY,
    /// 503. Not billed.
    OVERLOADED,
    /// The image is made and billed, but the connection drops before the head of the answer.
    CUT_EARLY,
    /// The image is made and billed, but its answer comes so slowly that nobody waits for its end.
    TRICKLE,
    /// The image has more than 15 MB. Billed.
    LARGE,
    /// The image has half the width and height that were asked for. Billed.
    WRONG_SIZE,
    /// The answer is well-formed, and the file of the image in it breaks off half-way. Billed.
    TRUNCATED,
    /// The answer is well-formed, and in the image's place it has a page of HTML. Billed.
    NOT_IMAGE,
    /// A stream ends with an error event after its first event. Not billed.
    STREAM_ERROR,
    /// A batch ends at its time with half of its lines made. What is made is billed.
    EXPIRE;

    /// What can happen to any provider's call that makes an image.
    public static final Set<FaultMode> OF_CALLS =
            Set.of(RATE_LIMIT, SERVER_ERROR, REFUSAL, HANG, MALFORMED, EMPTY, BLANK, WRONG_RATIO, CUT);

    /// What can happen to a call of Google's that makes an image.
    public static final Set<FaultMode> OF_GEMINI_CALLS =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(CONFLICT, STREAM_ERROR, EXPIRE)));

    /// What can happen to a call in OpenAI's dialects.
    public static final Set<FaultMode> OF_OPENAI_CALLS =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(STREAM_ERROR, EXPIRE)));

    /// What can happen to a call in OpenAI's dialects that is answered by a stream of events.
    public static final Set<FaultMode> OF_OPENAI_STREAMS = Set.copyOf(EnumSet.complementOf(EnumSet.of(EXPIRE)));

    /// What can happen to the submission of a batch to OpenAI.
    public static final Set<FaultMode> OF_OPENAI_SUBMISSIONS = Set.of(
            RATE_LIMIT,
            HANG,
            MALFORMED,
            CUT,
            CUT_EARLY,
            UNAUTHORIZED,
            FORBIDDEN,
            NO_CREDIT,
            BAD_GATEWAY,
            OVERLOADED,
            EXPIRE);

    /// What can happen to the submission of a batch to Google.
    public static final Set<FaultMode> OF_GEMINI_SUBMISSIONS = Set.of(
            RATE_LIMIT,
            HANG,
            MALFORMED,
            CUT,
            CUT_EARLY,
            UNAUTHORIZED,
            FORBIDDEN,
            SHUT_MODEL,
            NO_CREDIT,
            BAD_GATEWAY,
            OVERLOADED);

    /// What can happen to an item of a batch.
    public static final Set<FaultMode> OF_BATCH_ITEMS = Set.of(SERVER_ERROR, REFUSAL, EMPTY, BLANK, WRONG_RATIO);

    /// What can happen to a film: to its submission, or to what comes of it.
    public static final Set<FaultMode> OF_FILMS = union(OF_GEMINI_SUBMISSIONS, OF_BATCH_ITEMS);

    private static Set<FaultMode> union(Set<FaultMode> some, Set<FaultMode> others) {
        EnumSet<FaultMode> all = EnumSet.copyOf(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    /// As written in a fault plan.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
