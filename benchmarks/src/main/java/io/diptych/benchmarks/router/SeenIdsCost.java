package io.diptych.benchmarks.router;

import io.diptych.router.kafka.SeenRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// What remembering ids costs on disk and on the heap: the router's own memory of them on its kind of store, RocksDB.
///
/// @param ids       how many were put in
/// @param diskBytes folder of the store after it was closed
/// @param heapBytes used heap after collection, store open, less the same before
record SeenIdsCost(long ids, long diskBytes, long heapBytes) {
    private static final String NAME = "seen-requests";
    private static final String TENANT = "tenant-";
    private static final long FIRST_MILLIS = 1_780_000_000_000L;

    static SeenIdsCost measure(long ids) throws IOException {
        Path folder = Files.createTempDirectory("diptych-seen-");
        try {
            long before = usedHeap();
            var context = new MockProcessorContext<Void, Void>(
                    new java.util.Properties(), new org.apache.kafka.streams.processor.TaskId(0, 0), folder.toFile());
            KeyValueStore<String, SeenRequests.Uses> store = Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(NAME), Serdes.String(), SeenRequests.serde())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            SeenRequests seen = new SeenRequests(store);
            String last = "";
            for (long id = 0; id < ids; id++) {
                last = UUID.randomUUID().toString();
                seen.use(last, TENANT + id % 100, FIRST_MILLIS + id);
            }
            store.flush();
            long heap = Math.max(0, usedHeap() - before);
            if (!seen.use(last, TENANT + (ids - 1) % 100, FIRST_MILLIS + ids).repeated()) {
                throw new IllegalStateException("id " + last + " was forgotten");
            }
            store.close();
            return new SeenIdsCost(ids, bytesIn(folder), heap);
        } finally {
            delete(folder);
        }
    }

    /// The disk that so many ids would take, in proportion.
    long diskBytesFor(long others) {
        return Math.round((double) diskBytes / ids * others);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
