package io.diptych.router.kafka;

import io.diptych.events.Escalation;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Route;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes the one line that says what was decided. What happens thousands of times a second is said at DEBUG: that
/// a request's jobs are on their way, which `routing.decisions` has with every reason and the meters count, and
/// that something still waits.
final class RoutedLog {
    private RoutedLog() {}

    static void request(Logger log, GenerationRequest request, Routed routed) {
        Level level = routed.outcomes().isEmpty() ? Level.DEBUG : Level.INFO;
        LoggingEventBuilder line = log.atLevel(level)
                .addKeyValue("requestId", request.getRequestId())
                .addKeyValue("tenant", request.getTenant())
                .addKeyValue("images", request.getOutput().getCount());
        finish(line, routed, "request routed", "request ended unrouted");
    }

    static void escalation(Logger log, Escalation escalation, Routed routed) {
        Level level = routed.jobs().isEmpty() && routed.outcomes().isEmpty() ? Level.DEBUG : Level.INFO;
        LoggingEventBuilder line = log.atLevel(level)
                .addKeyValue("jobId", escalation.getJobId())
                .addKeyValue("tenant", escalation.getTenant())
                .addKeyValue("attempt", escalation.getAttemptId())
                .addKeyValue("cause", escalation.getCause());
        finish(line, routed, "job escalated", "job ended after escalation");
    }

    private static void finish(LoggingEventBuilder line, Routed routed, String onward, String ended) {
        if (!routed.waiting().isEmpty()) {
            line = line.addKeyValue("waiting", routed.waiting().size());
        }
        if (routed.jobs().isEmpty() && routed.outcomes().isEmpty()) {
            line.log("nothing bought yet");
        } else if (routed.jobs().isEmpty()) {
            JobOutcome outcome = routed.outcomes().getFirst();
            line.addKeyValue("status", outcome.getStatus())
                    .addKeyValue("error", outcome.getFailure().getCode())
                    .log(ended);
        } else {
            Route route = routed.jobs().getFirst().getRoute();
            line.addKeyValue("policy", route.getPolicy())
                    .addKeyValue("rule", route.getRuleId())
                    .addKeyValue("model", route.getModel())
                    .addKeyValue("tier", route.getTier())
                    .addKeyValue("lane", route.getLane())
                    .log(onward);
        }
    }
}
