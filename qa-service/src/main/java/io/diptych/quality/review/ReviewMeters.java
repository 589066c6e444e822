package io.diptych.quality.review;

import io.diptych.events.ReviewAnswer;
import io.diptych.events.ReviewSlot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/// Every meter of the review desk.
public final class ReviewMeters {
    private final MeterRegistry registry;
    private final Counter undone;
    private final Counter cancelled;
    private final Counter published;

    public ReviewMeters(MeterRegistry registry) {
        this.registry = registry;
        this.undone = Counter.builder("diptych.review.undone")
                .description("Answers that were taken back")
                .register(registry);
        this.cancelled = Counter.builder("diptych.review.cancelled")
                .description("Questions that were withdrawn since their caller no longer wants the image")
                .register(registry);
        this.published = Counter.builder("diptych.review.published")
                .description("Events that have left the desk")
                .register(registry);
    }

    /// A question was taken in.
    public void asked(ReviewSlot slot) {
        Counter.builder("diptych.review.questions")
                .description("Questions that were taken in")
                .tag("slot", tag(slot))
                .register(registry)
                .increment();
    }

    /// A person has answered.
    ///
    /// @param took time from when the question was shown
    public void answered(ReviewAnswer answer, ReviewSlot slot, Duration took) {
        Timer.builder("diptych.review.answers")
                .description("Answers, and the time that people took for one")
                .tag("answer", tag(answer))
                .tag("slot", tag(slot))
                .register(registry)
                .record(took);
    }

    /// An answer was taken back.
    public void undone() {
        undone.increment();
    }

    /// A question was withdrawn: its caller no longer wants the image.
    public void cancelled() {
        cancelled.increment();
    }

    /// Nobody has answered in time.
    ///
    /// @param end what became of it
    public void breached(BreachEnd end) {
        Counter.builder("diptych.review.breaches")
                .description("Questions that nobody has answered in time")
                .tag("end", tag(end))
                .register(registry)
                .increment();
    }

    /// Events have left the desk.
    public void published(int events) {
        published.increment(events);
    }

    /// What becomes of a question that nobody has answered in time.
    public enum BreachEnd {
        /// As most of those who have answered said.
        ANSWERED,
        /// No job waited.
        WITHDRAWN,
        DELIVERED,
        ESCALATED,
        FAILED
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
