package io.diptych.quality.kafka;

import io.diptych.events.CheckFinding;
import io.diptych.events.EscalationCause;
import io.diptych.events.QualityVerdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/// Every meter of quality control. They count what is committed.
public final class QaMeters {
    private final MeterRegistry registry;
    private final Counter commitsRefused;

    public QaMeters(MeterRegistry registry) {
        this.registry = registry;
        this.commitsRefused = Counter.builder("diptych.qa.commits.refused")
                .description("Commits of partitions that had moved, judged again by their new owner")
                .register(registry);
    }

    /// An image was judged.
    ///
    /// @param took time to read, decode and check it
    void judged(QualityVerdict verdict, Duration took) {
        Timer.builder("diptych.qa.judged")
                .description("Images judged, and the time to read, decode and check one")
                .tag("decision", tag(verdict.getDecision()))
                .tag("stage", tag(verdict.getStage()))
                .register(registry)
                .record(took);
        verdict.getFindings().forEach(this::found);
    }

    /// Another attempt was demanded.
    void escalated(EscalationCause cause) {
        Counter.builder("diptych.qa.escalations")
                .description("Attempts that fell short")
                .tag("cause", tag(cause))
                .register(registry)
                .increment();
    }

    void commitRefused() {
        commitsRefused.increment();
    }

    private void found(CheckFinding finding) {
        Counter.builder("diptych.qa.findings")
                .description("Findings of the checks")
                .tag("check", finding.getCheckId())
                .tag("status", tag(finding.getStatus()))
                .register(registry)
                .increment();
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
