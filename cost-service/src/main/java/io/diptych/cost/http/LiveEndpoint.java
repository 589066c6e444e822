package io.diptych.cost.http;

import io.diptych.cost.http.Overviews.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Tells overviews as they change, as server-sent events. What a reader is too slow for is left out: it always gets the
/// newest, so that nothing piles up. The id of an event is the revision it tells of; whoever comes back with it is told
/// at once whether something has changed since, by whichever instance.
@RestController
class LiveEndpoint implements ApplicationListener<ContextClosedEvent> {
    private static final Logger log = LoggerFactory.getLogger(LiveEndpoint.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(400);
    private static final Duration AWAY_PAUSE = Duration.ofSeconds(2);
    private static final long RECONNECT_MILLIS = 2_000;
    private static final long NO_LIMIT = 0;

    private final Overviews overviews;
    private final Pulse pulse;
    private final Duration heartbeat;
    private final Semaphore readers;
    private volatile boolean closed;

    LiveEndpoint(Overviews overviews, Pulse pulse, LiveProperties live) {
        this.overviews = overviews;
        this.pulse = pulse;
        this.heartbeat = live.heartbeat();
        this.readers = new Semaphore(live.readers());
    }

    @GetMapping(path = "/api/costs/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(
            Stretch stretch,
            @RequestParam(defaultValue = "model") String by,
            @RequestParam(defaultValue = "20") int limit,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String after) {
        Question question = new Question(stretch, by, Questions.limit(limit));
        var _ = overviews.span(question);
        long known = revision(lastEventId == null || lastEventId.isEmpty() ? after : lastEventId);
        if (closed || !readers.tryAcquire()) {
            return ResponseEntity.status(503)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(AWAY_PAUSE.toSeconds()))
                    .build();
        }
        SseEmitter reader = new SseEmitter(NO_LIMIT);
        Thread telling = Thread.ofVirtual().name("cost-live").unstarted(() -> tell(reader, question, known));
        reader.onCompletion(() -> {
            telling.interrupt();
            log.atDebug().log("live reader has left");
        });
        reader.onTimeout(telling::interrupt);
        reader.onError(_ -> telling.interrupt());
        telling.start();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .body(reader);
    }

    private void tell(SseEmitter reader, Question question, long known) {
        try {
            reader.send(SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("Diptych's costs"));
            keepTelling(reader, question, known);
            reader.complete();
        } catch (IOException | IllegalStateException _) {
            // The reader is gone.
        } catch (InterruptedException _) {
            reader.complete();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("live costs end");
            reader.completeWithError(e);
        } finally {
            readers.release();
        }
    }

    private void keepTelling(SseEmitter reader, Question question, long known)
            throws IOException, InterruptedException {
        long told = known;
        Object span = overviews.span(question);
        while (!closed) {
            try {
                long revision = pulse.await(told, heartbeat);
                if (closed) {
                    return;
                }
                // Time goes on where nothing happens: the window that is shown moves.
                if (revision != told || !span.equals(overviews.span(question))) {
                    Overview overview = overviews.at(question, revision);
                    span = overviews.span(question);
                    reader.send(SseEmitter.event()
                            .id(Long.toString(revision))
                            .name("overview")
                            .data(overview, MediaType.APPLICATION_JSON));
                    told = revision;
                    Thread.sleep(AT_MOST_EVERY);
                } else {
                    reader.send(SseEmitter.event().comment("nothing new"));
                }
            } catch (Pulse.AwayException | DataAccessException _) {
                reader.send(SseEmitter.event()
                        .name("away")
                        .data("PostgreSQL, which holds the ledger, does not answer", MediaType.TEXT_PLAIN));
                Thread.sleep(AWAY_PAUSE);
            }
        }
    }

    private static long revision(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return Pulse.UNKNOWN;
        }
        try {
            return Math.max(Pulse.UNKNOWN, Long.parseLong(id));
        } catch (NumberFormatException _) {
            throw new BadQuestionException("Last-Event-ID", id, "the id of an event of this stream");
        }
    }

    /// Readers must not keep the service from stopping.
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closed = true;
        pulse.close();
    }
}
