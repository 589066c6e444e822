package io.diptych.router.kafka;

import io.diptych.events.Escalation;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads escalations. Each has one ending: another attempt or the end of its job, dropped as a repeat, or
/// dead-lettered.
final class EscalationListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(EscalationListener.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final Topics topics;
    private final EventFormat format;
    private final EscalationRouting routing;
    private final RouterMeters meters;
    private final PlatformMeters platformMeters;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;
    private SeenIds seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    EscalationListener(
            Topics topics,
            EventFormat format,
            EscalationRouting routing,
            RouterMeters meters,
            PlatformMeters platformMeters) {
        this.topics = topics;
        this.format = format;
        this.routing = routing;
        this.meters = meters;
        this.platformMeters = platformMeters;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        dispatch = new Dispatch(context, topics, format);
        seen = new SeenIds(context.getStateStore(Operators.SEEN_ATTEMPTS));
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, seen::forgetOld);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        Topic<Escalation> topic = topics.escalations();
        switch (format.decode(topic, read.key(), read.value())) {
            case Unreadable<Escalation>(var reason) -> {
                dispatch.deadLetter(topic, read, reason);
                platformMeters.deadLetter(topic);
                log.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("error", reason)
                        .log("escalation could not be read");
            }
            case Readable<Escalation>(var _, var escalation) -> accept(escalation, read.headers());
        }
    }

    private void accept(Escalation escalation, Headers headers) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        if (!seen.firstTime(escalation.getAttemptId(), now.toEpochMilli())) {
            meters.repeatedEscalation();
            log.atInfo().addKeyValue("attempt", escalation.getAttemptId()).log("escalation repeated, dropped");
            return;
        }
        Routed routed = route(escalation, now);
        dispatch.send(routed, headers);
        meters.routed(routed.jobs(), routed.decisions(), routed.outcomes());
        RoutedLog.escalation(log, escalation, routed);
    }

    /// A mistake of ours must not hold up the partition: the job ends as FAILED.
    private Routed route(Escalation escalation, Instant now) {
        try {
            return routing.route(escalation, now);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("attempt", escalation.getAttemptId())
                    .setCause(e)
                    .log("escalation could not be routed");
            return routing.broken(escalation, now);
        }
    }
}
