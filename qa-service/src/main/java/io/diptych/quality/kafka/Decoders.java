package io.diptych.quality.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Judges records on a fixed number of threads, and hands each back as soon as it has ended: decoding is work for the
/// processor, so more threads than cores would only take more memory.
final class Decoders implements AutoCloseable {
    private final ResultDesk desk;
    private final ExecutorService threads;
    private final BlockingQueue<Judged> judged = new LinkedBlockingQueue<>();

    Decoders(ResultDesk desk, int threads) {
        this.desk = desk;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("qa-judge-", 0).factory());
    }

    /// A record and how it ended.
    ///
    /// @param epoch  as [#begin(ConsumerRecord, long)] was told
    /// @param ending null where judging it has thrown
    record Judged(
            ConsumerRecord<byte[], byte[]> record,
            long epoch,
            @Nullable Ending ending,
            @Nullable Throwable thrown) {}

    /// Begins to judge a record.
    ///
    /// @param epoch handed back with it
    void begin(ConsumerRecord<byte[], byte[]> record, long epoch) {
        Future<?> _ = threads.submit(() -> judge(record, epoch));
    }

    /// What has ended since it was last asked for.
    List<Judged> ended() {
        List<Judged> ended = new ArrayList<>();
        judged.drainTo(ended);
        return ended;
    }

    private void judge(ConsumerRecord<byte[], byte[]> record, long epoch) {
        try {
            judged.add(new Judged(record, epoch, desk.end(record), null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            judged.add(new Judged(record, epoch, null, e));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
