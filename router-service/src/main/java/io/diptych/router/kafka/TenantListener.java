package io.diptych.router.kafka;

import io.diptych.events.TenantTurn;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.router.live.LiveState;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the turns of tenants with a budget, one tenant's one after the other: the one place where their money is held,
/// settled and let go of. What waits for room is tried again when something was settled, and every second, in the order
/// in
/// which it came.
final class TenantListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(TenantListener.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    private static final int RETRIES = 200;

    private final Desk desk;
    private final LiveState live;
    private final TenantRouting routing;
    private ProcessorContext<byte[], Outgoing> context;
    private Dispatch dispatch;
    private TenantBooks books;
    private ParkedTurns parked;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    TenantListener(Desk desk, LiveState live, TenantRouting routing) {
        this.desk = desk;
        this.live = live;
        this.routing = routing;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        dispatch = desk.dispatch(context);
        String task = String.valueOf(context.taskId());
        books = new TenantBooks(
                context.getStateStore(Operators.TENANT_BOOKS),
                change -> desk.meters().held(task, change));
        parked = new ParkedTurns(context.getStateStore(Operators.PARKED));
        desk.meters().holding(task, books.held());
        context.schedule(RETRY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::retry);
        context.schedule(TIDY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tidy);
    }

    @Override
    public void close() {
        desk.meters().holding(String.valueOf(context.taskId()), 0);
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        TenantTurn turn = dispatch.read(desk.topics().tenantTurns(), read);
        if (turn == null) {
            return;
        }
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        TenantRouting.Turned turned = turn(turn, turn.getReadAt(), now);
        desk.meters().timeInRouter(Duration.between(turn.getReadAt(), now));
        take(turned, read.headers(), now);
        if (turned.mayHaveMadeRoom() && parked.anyOf(turn.getTenant())) {
            retry(turn.getTenant(), now);
        }
    }

    private TenantRouting.Turned turn(TenantTurn turn, Instant at, Instant now) {
        return routing.turn(turn, books.of(turn.getTenant()), live.budgets().of(turn.getTenant()), at, now);
    }

    private void take(TenantRouting.Turned turned, Headers headers, Instant now) {
        dispatch.send(turned.routed(), headers);
        desk.meters().routed(turned.routed());
        for (TenantRouting.Wait wait : turned.waits()) {
            byte[] written = desk.format().encode(desk.topics().tenantTurns(), wait.turn());
            parked.park(
                    wait.attemptId(),
                    new ParkedTurn(
                            wait.until().toEpochMilli(),
                            wait.turn().getTenant(),
                            wait.requestId(),
                            wait.imageIndex(),
                            headers,
                            written),
                    now.toEpochMilli());
            desk.meters().parked();
            log.atInfo()
                    .addKeyValue("tenant", wait.turn().getTenant())
                    .addKeyValue("attempt", wait.attemptId())
                    .addKeyValue("until", wait.until())
                    .log("attempt waits for room in the budget");
        }
    }

    private void retry(long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        for (KeyValue<String, ParkedTurn> ended : parked.ended(turn -> hasEnded(turn, now))) {
            tryAgain(ended, now);
        }
        parked.tenants().forEach(tenant -> retry(tenant, now));
    }

    private boolean hasEnded(ParkedTurn turn, Instant now) {
        return turn.untilMillis() <= now.toEpochMilli()
                || live.cancellations().reason(turn.requestId(), turn.tenant(), turn.imageIndex()) != null;
    }

    private void retry(String tenant, Instant now) {
        for (KeyValue<String, ParkedTurn> waiting : parked.first(tenant, RETRIES)) {
            if (!tryAgain(waiting, now)) {
                return;
            }
        }
    }

    /// @return whether it no longer waits
    private boolean tryAgain(KeyValue<String, ParkedTurn> waiting, Instant now) {
        TenantTurn turn = switch (desk.format()
                .decode(desk.topics().tenantTurns(), EventCodec.bytes(waiting.value.tenant()), waiting.value.turn())) {
            case Readable<TenantTurn>(var _, var value) -> value;
            case Unreadable<TenantTurn>(var reason) ->
                throw new IllegalStateException("what was parked here cannot be read: " + reason);
        };
        TenantRouting.Turned turned = waiting.value.untilMillis() <= now.toEpochMilli()
                ? routing.expired(
                        turn, books.of(turn.getTenant()), live.budgets().of(turn.getTenant()), now)
                : turn(turn, now, now);
        if (!turned.waits().isEmpty()) {
            return false;
        }
        parked.remove(waiting.key);
        take(turned, waiting.value.headers(), now);
        return true;
    }

    private void tidy(long nowMillis) {
        books.tidy(Instant.ofEpochMilli(nowMillis))
                .forEach(attemptId -> log.atWarn()
                        .addKeyValue("attempt", attemptId)
                        .log("nothing was heard of the attempt, what was held for it is let go of"));
    }
}
