package io.diptych.quality.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Judges batches of records on a fixed number of threads: decoding is work for the processor, so more threads than
/// cores
/// would only take more memory.
final class ResultBatch implements AutoCloseable {
    private final ResultDesk desk;
    private final ExecutorService threads;

    ResultBatch(ResultDesk desk, int threads) {
        this.desk = desk;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("qa-judge-", 0).factory());
    }

    /// The endings of all records, in their order; none if one of them fails.
    ///
    /// @throws RuntimeException what judging one of them has thrown
    List<Ending> end(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<Callable<Ending>> work = StreamSupport.stream(records.spliterator(), false)
                .map(record -> (Callable<Ending>) () -> desk.end(record))
                .toList();
        List<Ending> endings = new ArrayList<>(work.size());
        for (Future<Ending> ended : threads.invokeAll(work)) {
            endings.add(of(ended));
        }
        return endings;
    }

    private static Ending of(Future<Ending> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
