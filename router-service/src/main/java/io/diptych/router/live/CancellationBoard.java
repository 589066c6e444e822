package io.diptych.router.live;

import io.diptych.events.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What callers no longer want. A cancellation is for requests of the tenant who asked, whenever they come, and is
/// remembered for as long as request ids are.
public final class CancellationBoard implements Board<Cancellation> {
    /// How long a cancellation is remembered.
    public static final Duration MEMORY = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(CancellationBoard.class);

    private final InstantSource clock;
    private final Map<String, List<Wish>> byRequest = new ConcurrentHashMap<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();

    /// @param clock tells when a cancellation is too old to matter
    public CancellationBoard(InstantSource clock) {
        this.clock = clock;
    }

    private record Wish(String tenant, @Nullable Integer imageIndex, String reason, Instant at) {
        boolean isFor(String wanted, int index) {
            return tenant.equals(wanted) && (imageIndex == null || imageIndex == index);
        }
    }

    private record Arrival(String requestId, Instant at) {}

    @Override
    public void take(Cancellation event) {
        Instant now = clock.instant();
        Instant at = event.getOccurredAt().isAfter(now) ? now : event.getOccurredAt();
        prune(now);
        if (isOld(at, now)) {
            return;
        }
        Wish wish = new Wish(event.getTenant(), event.getImageIndex(), event.getReason(), at);
        byRequest.merge(
                event.getRequestId(),
                List.of(wish),
                (before, added) -> Stream.concat(before.stream(), added.stream())
                        .distinct()
                        .toList());
        synchronized (arrivals) {
            arrivals.add(new Arrival(event.getRequestId(), at));
        }
    }

    @Override
    public void forget(String requestId) {
        byRequest.remove(requestId);
    }

    /// Why an image is no longer wanted; null where it is.
    public @Nullable String reason(String requestId, String tenant, int imageIndex) {
        List<Wish> wishes = byRequest.isEmpty() ? null : byRequest.get(requestId);
        if (wishes == null) {
            return null;
        }
        Instant now = clock.instant();
        for (Wish wish : wishes) {
            if (wish.isFor(tenant, imageIndex) && !isOld(wish.at(), now)) {
                return "cancelled at " + wish.at() + (wish.reason().isBlank() ? "" : ": " + wish.reason());
            }
        }
        wishes.stream()
                .filter(wish -> !wish.tenant().equals(tenant))
                .forEach(wish -> log.atInfo()
                        .addKeyValue("requestId", requestId)
                        .addKeyValue("tenant", tenant)
                        .addKeyValue("cancelledBy", wish.tenant())
                        .log("cancellation of another tenant, ignored"));
        return null;
    }

    /// Number of requests that have a cancellation.
    int size() {
        return byRequest.size();
    }

    private void prune(Instant now) {
        synchronized (arrivals) {
            for (Arrival oldest = arrivals.peek();
                    oldest != null && isOld(oldest.at(), now);
                    oldest = arrivals.peek()) {
                arrivals.remove();
                byRequest.computeIfPresent(oldest.requestId(), (_, wishes) -> stillYoung(wishes, now));
            }
        }
    }

    private static @Nullable List<Wish> stillYoung(List<Wish> wishes, Instant now) {
        List<Wish> young =
                wishes.stream().filter(wish -> !isOld(wish.at(), now)).toList();
        return young.isEmpty() ? null : young;
    }

    private static boolean isOld(Instant at, Instant now) {
        return at.plus(MEMORY).isBefore(now);
    }
}
