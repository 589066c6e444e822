package io.diptych.benchmarks.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// What remembering ids costs: the router's kind of store (RocksDB, a request id to a time and a tenant), filled with
/// ids
/// and
/// with nothing else, on disk and on the heap.
///
/// @param ids       how many were put in
/// @param diskBytes folder of the store after it was closed
/// @param heapBytes used heap after collection, store open, less the same before
record SeenIdsCost(long ids, long diskBytes, long heapBytes) {
    private static final String NAME = "seen-requests";

    static SeenIdsCost measure(long ids) throws IOException {
        Path folder = Files.createTempDirectory("diptych-seen-");
        try {
            long before = usedHeap();
            var context = new MockProcessorContext<Void, Void>(
                    new java.util.Properties(), new org.apache.kafka.streams.processor.TaskId(0, 0), folder.toFile());
            KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            for (long id = 0; id < ids; id++) {
                store.put(UUID.randomUUID().toString(), use("tenant-" + id % 100, 1_780_000_000_000L + id));
            }
            store.flush();
            long heap = Math.max(0, usedHeap() - before);
            store.close();
            return new SeenIdsCost(ids, bytesIn(folder), heap);
        } finally {
            delete(folder);
        }
    }

    /// As the router writes it: eight bytes of time, then the tenant with its length.
    private static byte[] use(String tenant, long millis) {
        byte[] name = tenant.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + name.length)
                .putLong(millis)
                .putInt(name.length)
                .put(name)
                .array();
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
