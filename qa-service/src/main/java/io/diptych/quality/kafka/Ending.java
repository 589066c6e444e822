package io.diptych.quality.kafka;

import io.diptych.quality.verdict.Ruling;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// How one consumed record ends. It has ended once its records are committed together with its offset.
sealed interface Ending {
    /// What is to be written.
    List<ProducerRecord<byte[], byte[]>> records();

    /// It was a result.
    ///
    /// @param took time to read, decode and check its image
    record Ruled(Ruling ruling, Duration took, List<ProducerRecord<byte[], byte[]>> records) implements Ending {
        public Ruled {
            records = List.copyOf(records);
        }
    }

    /// It could not be read.
    record Dead(String reason, int partition, long offset, List<ProducerRecord<byte[], byte[]>> records)
            implements Ending {
        public Dead {
            records = List.copyOf(records);
        }
    }
}
