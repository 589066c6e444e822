package io.diptych.router.kafka;

import io.diptych.events.Escalation;
import io.diptych.events.TenantTurn;
import io.diptych.router.live.LiveState;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads escalations. Each has one ending: another attempt or the end of its job, passed on to its
/// tenant's turns, where it waits if it must, dropped as a repeat, or dead-lettered.
final class EscalationListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(EscalationListener.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final Desk desk;
    private final LiveState live;
    private final EscalationRouting routing;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;
    private SeenIds seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    EscalationListener(Desk desk, LiveState live, EscalationRouting routing) {
        this.desk = desk;
        this.live = live;
        this.routing = routing;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        dispatch = desk.dispatch(context);
        seen = new SeenIds(context.getStateStore(Operators.SEEN_ATTEMPTS));
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, seen::forgetOld);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        Escalation escalation = dispatch.read(desk.topics().escalations(), read);
        if (escalation != null) {
            accept(escalation, Instant.ofEpochMilli(read.timestamp()), read.headers());
        }
    }

    private void accept(Escalation escalation, Instant at, Headers headers) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        if (!seen.firstTime(escalation.getAttemptId(), now.toEpochMilli())) {
            desk.meters().repeatedEscalation();
            log.atInfo().addKeyValue("attempt", escalation.getAttemptId()).log("escalation repeated, dropped");
            return;
        }
        if (!live.budgets().of(escalation.getTenant()).isEmpty()) {
            passOn(escalation, at, now, headers);
            return;
        }
        Routed routed = route(escalation, now);
        if (routed.waiting().isEmpty()) {
            dispatch.send(routed, headers);
            desk.meters().routed(routed);
            desk.meters().timeInRouter(Duration.between(at, now));
            RoutedLog.escalation(log, escalation, routed);
        } else {
            passOn(escalation, at, now, headers);
        }
    }

    private void passOn(Escalation escalation, Instant at, Instant now, Headers headers) {
        TenantTurn turn = TenantTurn.newBuilder()
                .setTenant(escalation.getTenant())
                .setEscalation(escalation)
                .setReadAt(at)
                .setOccurredAt(now)
                .build();
        dispatch.send(desk.topics().tenantTurns(), turn, headers);
    }

    /// A mistake of ours must not hold up the partition: the job ends as FAILED.
    private Routed route(Escalation escalation, Instant now) {
        try {
            return routing.route(escalation, now, now, null);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("attempt", escalation.getAttemptId())
                    .setCause(e)
                    .log("escalation could not be routed");
            return routing.broken(escalation, now);
        }
    }
}
