package io.diptych.router.kafka;

import io.diptych.events.GenerationRequest;
import io.diptych.events.RepeatedRequest;
import io.diptych.events.TenantTurn;
import io.diptych.router.live.LiveState;
import io.diptych.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads requests. Each has one ending: routed or refused, passed on to its tenant's money, answered as
/// a repeat, or dead-lettered.
final class RequestListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(RequestListener.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final Desk desk;
    private final LiveState live;
    private final RequestRouting routing;
    private final Topic<GenerationRequest> requests;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;
    private SeenRequests seen;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    RequestListener(Desk desk, LiveState live, RequestRouting routing) {
        this.desk = desk;
        this.live = live;
        this.routing = routing;
        this.requests = desk.topics().requests();
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        dispatch = desk.dispatch(context);
        seen = new SeenRequests(context.getStateStore(Operators.SEEN_REQUESTS));
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, seen::forgetOld);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        GenerationRequest request = dispatch.read(requests, read);
        if (request != null) {
            accept(request, Instant.ofEpochMilli(read.timestamp()), read.headers());
        }
    }

    private void accept(GenerationRequest request, Instant at, Headers headers) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        SeenRequests.Use use = seen.use(request.getRequestId(), request.getTenant(), now.toEpochMilli());
        Ask ask = new Ask(request, JobIds.of(request, use.place()), null, at, now);
        if (use.repeated()) {
            repeated(ask, headers);
        } else if (!live.budgets().of(request.getTenant()).isEmpty()) {
            passOn(ask, use.place(), headers);
        } else {
            if (!live.policies().of(request.getTenant()).own()) {
                desk.meters().unknownTenant();
            }
            Routed routed = route(ask);
            dispatch.send(routed, headers);
            desk.meters().routed(routed);
            desk.meters().timeInRouter(Duration.between(at, now));
            RoutedLog.request(log, request, routed);
        }
    }

    private void repeated(Ask ask, Headers headers) {
        GenerationRequest request = ask.request();
        for (int index : ask.images()) {
            RepeatedRequest repeat = RepeatedRequest.newBuilder()
                    .setJobId(ask.ids().job(index))
                    .setRequestId(request.getRequestId())
                    .setTenant(request.getTenant())
                    .setOccurredAt(ask.now())
                    .build();
            dispatch.send(desk.topics().repeats(), repeat, headers);
        }
        desk.meters().repeatedRequest();
        log.atInfo()
                .addKeyValue("requestId", request.getRequestId())
                .addKeyValue("tenant", request.getTenant())
                .log("request repeated, not routed again");
    }

    private void passOn(Ask ask, int useOfId, Headers headers) {
        TenantTurn turn = TenantTurn.newBuilder()
                .setTenant(ask.request().getTenant())
                .setRequest(ask.request())
                .setUseOfId(useOfId)
                .setReadAt(ask.at())
                .setOccurredAt(ask.now())
                .build();
        dispatch.send(desk.topics().tenantTurns(), turn, headers);
    }

    /// A mistake of ours must not hold up the partition: the request ends as FAILED.
    private Routed route(Ask ask) {
        try {
            return routing.route(ask);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("requestId", ask.request().getRequestId())
                    .setCause(e)
                    .log("request could not be routed");
            return routing.broken(ask);
        }
    }
}
