package io.diptych.router.kafka;

import io.diptych.events.GenerationRequest;
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

/// Reads requests. Each has one ending: routed or refused, dropped as a repeat, or dead-lettered.
final class RequestListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(RequestListener.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final char BETWEEN = '\0';

    private final Topics topics;
    private final EventFormat format;
    private final RequestRouting routing;
    private final RouterMeters meters;
    private final PlatformMeters platformMeters;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;
    private SeenIds seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    RequestListener(
            Topics topics,
            EventFormat format,
            RequestRouting routing,
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
        seen = new SeenIds(context.getStateStore(Operators.SEEN_REQUESTS));
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, seen::forgetOld);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        Topic<GenerationRequest> topic = topics.requests();
        switch (format.decode(topic, read.key(), read.value())) {
            case Unreadable<GenerationRequest>(var reason) -> {
                dispatch.deadLetter(topic, read, reason);
                platformMeters.deadLetter(topic);
                log.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("error", reason)
                        .log("request could not be read");
            }
            case Readable<GenerationRequest>(var _, var request) -> accept(request, read.timestamp(), read.headers());
        }
    }

    private void accept(GenerationRequest request, long timestamp, Headers headers) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        if (!seen.firstTime(request.getTenant() + BETWEEN + request.getRequestId(), now.toEpochMilli())) {
            meters.repeatedRequest();
            log.atInfo()
                    .addKeyValue("requestId", request.getRequestId())
                    .addKeyValue("tenant", request.getTenant())
                    .log("request repeated, dropped");
            return;
        }
        Routed routed = route(request, Instant.ofEpochMilli(timestamp), now);
        dispatch.send(routed, headers);
        meters.routed(routed.jobs(), routed.decisions(), routed.outcomes());
        RoutedLog.request(log, request, routed);
    }

    /// A mistake of ours must not hold up the partition: the request ends as FAILED.
    private Routed route(GenerationRequest request, Instant at, Instant now) {
        try {
            return routing.route(request, at, now);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("requestId", request.getRequestId())
                    .setCause(e)
                    .log("request could not be routed");
            return routing.broken(request, now);
        }
    }
}
