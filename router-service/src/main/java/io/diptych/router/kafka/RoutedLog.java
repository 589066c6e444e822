package io.diptych.router.kafka;

import io.diptych.events.Escalation;
import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.Route;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes the one line that says what was decided. That a job is on its way is said at DEBUG: it happens thousands of times a
/// second, `routing.decisions` has it with every reason, and the meters count it. What ends here or waits is said at INFO.
final class RoutedLog {
    private RoutedLog() {}

    static void request(Logger log, GenerationRequest request, Routed routed) {
        LoggingEventBuilder line = level(log, routed)
                .addKeyValue("requestId", request.getRequestId())
                .addKeyValue("tenant", request.getTenant())
                .addKeyValue("images", request.getOutput().getCount());
        finish(line, routed, "request routed", "request ended unrouted");
    }

    static void escalation(Logger log, Escalation escalation, Routed routed) {
        LoggingEventBuilder line = level(log, routed)
                .addKeyValue("jobId", escalation.getJobId())
                .addKeyValue("tenant", escalation.getTenant())
                .addKeyValue("attempt", escalation.getAttemptId())
                .addKeyValue("cause", escalation.getCause());
        finish(line, routed, "job escalated", "job ended after escalation");
    }

    private static LoggingEventBuilder level(Logger log, Routed routed) {
        boolean onItsWay = !routed.jobs().isEmpty()
                && routed.outcomes().isEmpty()
                && routed.waiting().isEmpty();
        return onItsWay ? log.atDebug() : log.atInfo();
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
