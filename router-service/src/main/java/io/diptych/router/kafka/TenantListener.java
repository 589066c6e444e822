package io.diptych.router.kafka;

import io.diptych.events.TenantTurn;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.router.budget.Headroom;
import io.diptych.router.budget.Purse;
import io.diptych.router.budget.Scope;
import io.diptych.router.budget.WaitingLine;
import io.diptych.router.live.LiveState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the turns of tenants, one tenant's one after the other: the one place where their money is
/// held, settled and let go of. What waits for room is tried again when something was settled, before a
/// newcomer, and every second, in the order that [WaitingLine] keeps; what waits for time, when it has
/// come.
final class TenantListener implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger log = LoggerFactory.getLogger(TenantListener.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    private static final int RETRIES = 200;
    private static final int LOOKS = 20;

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
        String tenant = turn.getTenant();
        if (turn.getRequest() != null) {
            retry(tenant, Set.of(), now);
        }
        Set<String> waitedFor =
                turn.getRequest() == null ? Set.of() : parked.line(tenant).waitedFor(headroom(tenant, now));
        TenantRouting.Turned turned = routing.turn(turn, purse(tenant, waitedFor, now), turn.getReadAt(), now);
        desk.meters().timeInRouter(Duration.between(turn.getReadAt(), now));
        take(turned, read.headers(), now);
        if (turned.mayHaveMadeRoom()) {
            retry(tenant, Set.of(), now);
        }
    }

    private Purse purse(String tenant, Set<String> waitedFor, Instant now) {
        return new Purse(books.of(tenant), live.budgets().of(tenant), waitedFor, now);
    }

    private Function<Scope, Headroom> headroom(String tenant, Instant now) {
        return purse(tenant, Set.of(), now)::headroom;
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
                            written,
                            wait.place(),
                            millis(wait)),
                    now.toEpochMilli());
            if (wait.notBefore() == null) {
                desk.meters().parked();
            }
            log.atInfo()
                    .addKeyValue("tenant", wait.turn().getTenant())
                    .addKeyValue("attempt", wait.attemptId())
                    .addKeyValue("notBefore", wait.notBefore())
                    .addKeyValue("until", wait.until())
                    .log("attempt waits");
        }
    }

    private static long millis(TenantRouting.Wait wait) {
        Instant notBefore = wait.notBefore();
        return notBefore == null ? 0 : notBefore.toEpochMilli();
    }

    private void retry(long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        parked.ended(turn -> hasEnded(turn, now)).forEach(key -> tryAgain(key, Set.of(), now));
        parked.due(nowMillis).forEach(key -> tryAgain(key, Set.of(), now));
        parked.tenants().forEach(tenant -> retry(tenant, parked.some(tenant, LOOKS), now));
    }

    private boolean hasEnded(ParkedTurn turn, Instant now) {
        return turn.untilMillis() <= now.toEpochMilli()
                || live.cancellations().reason(turn.requestId(), turn.tenant(), turn.imageIndex()) != null;
    }

    /// @param again keys of those that are tried though there seems to be no room for them
    private void retry(String tenant, Set<String> again, Instant now) {
        if (parked.line(tenant).isEmpty()) {
            return;
        }
        WaitingLine.Walk walk = parked.line(tenant).walk(again, headroom(tenant, now));
        String key = walk.next();
        for (int tries = 0; key != null && tries < RETRIES; tries++) {
            if (!tryAgain(key, walk.waitedFor(), now)) {
                walk.stays(key);
            }
            key = walk.next();
        }
    }

    /// @return whether it no longer waits
    private boolean tryAgain(String key, Set<String> waitedFor, Instant now) {
        ParkedTurn waiting = parked.get(key);
        if (waiting == null) {
            return true;
        }
        TenantTurn turn = switch (desk.format()
                .decode(desk.topics().tenantTurns(), EventCodec.bytes(waiting.tenant()), waiting.turn())) {
            case Readable<TenantTurn>(var _, var value) -> value;
            case Unreadable<TenantTurn>(var reason) ->
                throw new IllegalStateException("what was parked here cannot be read: " + reason);
        };
        Purse purse = purse(waiting.tenant(), waiting.place().isFurther() ? Set.of() : waitedFor, now);
        TenantRouting.Turned turned = waiting.untilMillis() <= now.toEpochMilli()
                ? routing.expired(turn, purse, now)
                : routing.turn(turn, purse, now, now);
        if (!turned.waits().isEmpty()) {
            TenantRouting.Wait wait = turned.waits().getFirst();
            parked.stays(key, waiting, waiting.waiting(wait.place(), millis(wait)));
            return false;
        }
        parked.remove(key, waiting);
        take(turned, waiting.headers(), now);
        return true;
    }

    private void tidy(long nowMillis) {
        books.tidy(Instant.ofEpochMilli(nowMillis))
                .forEach(attemptId -> log.atWarn()
                        .addKeyValue("attempt", attemptId)
                        .log("nothing was heard of the attempt, what was held for it is let go of"));
    }
}
