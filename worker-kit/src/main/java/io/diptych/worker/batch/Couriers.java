package io.diptych.worker.batch;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The couriers under way, a virtual thread each, and what they report.
final class Couriers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Couriers.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private record Trip(OpenBatch batch, Thread thread) {}

    private final Courier courier;
    private final Map<String, Trip> trips = new ConcurrentHashMap<>();
    private final Map<String, Thread> calledBack = new ConcurrentHashMap<>();
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

    Couriers(Courier courier) {
        this.courier = courier;
    }

    /// Sends a courier with a batch.
    void send(OpenBatch batch) {
        Thread thread = Thread.ofVirtual()
                .name("batch-" + batch.batchKey())
                .unstarted(() -> carry(batch, calledBack.remove(batch.batchKey())));
        if (trips.putIfAbsent(batch.batchKey(), new Trip(batch, thread)) == null) {
            thread.start();
        }
    }

    /// @param former courier of the same batch that was called back; it may still be handing it over
    private void carry(OpenBatch batch, @Nullable Thread former) {
        AtomicReference<OpenBatch> standing = new AtomicReference<>(batch);
        while (true) {
            try {
                if (former != null) {
                    former.join();
                }
                courier.carry(standing.get(), step -> {
                    standing.set(step.batch());
                    steps.add(step);
                });
                return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // For example a store that does not answer: nothing is settled, the provider still has the images.
                log.atError()
                        .addKeyValue("batch", batch.batchKey())
                        .setCause(e)
                        .log("batch failed on its way, tried again");
                standing.updateAndGet(OpenBatch::mayBeThere);
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    boolean hasSteps() {
        return !steps.isEmpty();
    }

    /// The oldest report that is not written yet, of a batch that is still ours.
    @Nullable
    Step next() {
        while (true) {
            Step step = steps.peek();
            if (step == null || trips.containsKey(step.batch().batchKey())) {
                return step;
            }
            steps.remove(step);
        }
    }

    /// A report is written.
    void written(Step step) {
        steps.remove(step);
        if (step instanceof Step.Ended) {
            trips.remove(step.batch().batchKey());
        }
    }

    boolean carries(String batchKey) {
        return trips.containsKey(batchKey);
    }

    int open() {
        return trips.size();
    }

    /// Gives up the batches of partitions that are no longer ours: their next owner goes on with them.
    void giveUp(Collection<Integer> partitions) {
        trips.values().removeIf(trip -> {
            boolean gone = partitions.contains(trip.batch().partition());
            if (gone) {
                trip.thread().interrupt();
                calledBack.put(trip.batch().batchKey(), trip.thread());
            }
            return gone;
        });
    }

    /// Calls all couriers back, and waits for them a little: the next session must not meet them at the provider.
    @Override
    public void close() {
        trips.values().forEach(trip -> trip.thread().interrupt());
        try {
            for (Trip trip : trips.values()) {
                boolean _ = trip.thread().join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        trips.clear();
    }
}
