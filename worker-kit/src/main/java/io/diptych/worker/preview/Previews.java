package io.diptych.worker.preview;

import io.diptych.events.AssetRef;
import io.diptych.events.Lane;
import io.diptych.events.PreviewFrame;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.image.ImageHeader;
import io.diptych.worker.provider.PreviewSink;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores unfinished images and publishes them, in their order, on a thread of its own.
///
/// A preview is a courtesy: it never fails a call and never makes one wait. Frames beyond what is held
/// in memory are dropped, and so is one that comes after a later one of its attempt, or that cannot be
/// stored or published.
public final class Previews implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Previews.class);
    private static final long MAX_BYTES_IN_MEMORY = 24L * 1024 * 1024;
    private static final int MAX_WAIT_MILLIS = 2_000;
    private static final Duration CLOSE = Duration.ofSeconds(1);

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Frame(Claim claim, int index, byte[] bytes, ImageHeader header) {}

    private final WorkerIdentity identity;
    private final WorkerParts parts;
    private final LinkedBlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytesWaiting = new AtomicLong();
    private final Thread thread;
    private volatile boolean isClosed;

    /// Begins.
    public Previews(WorkerIdentity identity, WorkerParts parts) {
        this.identity = identity;
        this.parts = parts;
        this.thread = Thread.ofVirtual().name("previews." + identity.model()).start(this::publishAll);
    }

    /// Takes the frames of a claim. Nobody looks at those of jobs that nobody waits for.
    public PreviewSink of(Claim claim) {
        if (claim.job().getRoute().getLane() != Lane.INTERACTIVE) {
            return PreviewSink.NONE;
        }
        AtomicInteger next = new AtomicInteger();
        return (index, bytes, _) -> {
            if (index < next.getAndUpdate(before -> Math.max(before, index + 1))) {
                dropped("late");
            } else {
                take(claim, index, bytes);
            }
        };
    }

    private void take(Claim claim, int index, byte[] bytes) {
        Optional<ImageHeader> header = ImageHeader.read(bytes);
        if (header.isEmpty()) {
            dropped("unreadable");
        } else if (bytesWaiting.addAndGet(bytes.length) > MAX_BYTES_IN_MEMORY || isClosed) {
            bytesWaiting.addAndGet(-bytes.length);
            dropped("full");
        } else {
            waiting.add(new Frame(claim, index, bytes, header.get()));
        }
    }

    private void publishAll() {
        Map<String, Object> settings = new HashMap<>(parts.kafka().producer(identity.transactionalId() + ".previews"));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_WAIT_MILLIS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
        try {
            Frame first = waiting.take();
            try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
                for (Frame frame = first; ; frame = waiting.take()) {
                    publish(producer, frame);
                }
            }
        } catch (InterruptedException _) {
            log.atDebug().addKeyValue("model", identity.model()).log("previews end");
        }
    }

    private void publish(Producer<byte[], byte[]> producer, Frame frame) {
        try {
            ImageHeader header = frame.header();
            AssetRef asset = parts.assets().put(frame.bytes(), header.mediaType(), header.width(), header.height());
            PreviewFrame event = PreviewFrame.newBuilder()
                    .setJobId(frame.claim().job().getJobId())
                    .setAttemptId(frame.claim().attemptId())
                    .setTenant(frame.claim().job().getTenant())
                    .setIndex(frame.index())
                    .setImage(asset)
                    .setOccurredAt(parts.clock().instant().truncatedTo(ChronoUnit.MILLIS))
                    .build();
            var _ = producer.send(
                    parts.codec()
                            .record(
                                    parts.topics().previews(),
                                    event,
                                    frame.claim().headers()),
                    (_, failure) -> {
                        if (failure != null) {
                            dropped("failed");
                        } else {
                            parts.meters().preview(identity.model(), "published");
                        }
                    });
        } catch (RuntimeException e) {
            log.atDebug()
                    .addKeyValue("attempt", frame.claim().attemptId())
                    .addKeyValue("error", e.getMessage())
                    .log("preview could not be published");
            dropped("failed");
        } finally {
            bytesWaiting.addAndGet(-frame.bytes().length);
        }
    }

    private void dropped(String why) {
        parts.meters().preview(identity.model(), why);
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            var _ = thread.join(CLOSE.plusMillis(MAX_WAIT_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
