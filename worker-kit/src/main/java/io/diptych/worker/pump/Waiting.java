package io.diptych.worker.pump;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A job that was read and not claimed yet. Only its bytes are kept, and, once it was looked at, whose
/// it is.
final class Waiting {
    /// Whose a job is.
    ///
    /// @param tenant        empty for a record that cannot be read
    /// @param isInteractive whether a caller waits for it
    record Card(String tenant, boolean isInteractive) {}

    private final ConsumerRecord<byte[], byte[]> record;
    private final long arrival;
    private @Nullable Card card;

    /// @param arrival position in the order of reading
    Waiting(ConsumerRecord<byte[], byte[]> record, long arrival) {
        this.record = record;
        this.arrival = arrival;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    long arrival() {
        return arrival;
    }

    @Nullable
    Card card() {
        return card;
    }

    void card(Card known) {
        card = known;
    }
}
