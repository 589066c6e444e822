package io.diptych.benchmarks.ledger;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How fast postings go into the topic and from there into the table, while both happen at once.
final class SinkPace {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final KafkaSettings kafka;
    private final EventCodec codec;
    private final JdbcClient jdbc;
    private final Topics topics = new Topics("");

    SinkPace(KafkaSettings kafka, EventCodec codec, JdbcClient jdbc) {
        this.kafka = kafka;
        this.codec = codec;
        this.jdbc = jdbc;
    }

    /// Waits until the service has made its tables.
    void awaitTables() throws InterruptedException {
        long begin = System.nanoTime();
        while (!jdbc.sql("select to_regclass('consumed_offset') is not null")
                .query(Boolean.class)
                .single()) {
            if (System.nanoTime() - begin > AT_MOST.toNanos()) {
                throw new IllegalStateException("the service has made no tables after " + AT_MOST);
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /// Postings a second, from the first that is sent until the table has the last and says so in its offsets.
    ///
    /// @throws IllegalStateException when the table does not have each of them once
    double measure(String run, int postings) throws InterruptedException {
        long offsets = offsets();
        long before = rows();
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("bench-" + run))) {
            Instant at = Instant.now();
            for (int number = 0; number < postings; number++) {
                var _ = producer.send(
                        codec.record(topics.costEntries(), BenchEvents.charge(run, number, at), FreshTrace.headers()));
            }
        }
        while (offsets() < offsets + postings) {
            if (System.nanoTime() - begin > AT_MOST.toNanos()) {
                throw new IllegalStateException(
                        "the table has " + (offsets() - offsets) + " of " + postings + " postings after " + AT_MOST);
            }
            Thread.sleep(LOOK_AGAIN);
        }
        double pace = postings * 1e9 / (System.nanoTime() - begin);
        if (rows() != before + postings) {
            throw new IllegalStateException(
                    "the table has " + (rows() - before) + " rows of " + postings + " postings");
        }
        return pace;
    }

    private long offsets() {
        return jdbc.sql("select coalesce(sum(next_offset), 0) from consumed_offset where topic = :topic")
                .param("topic", topics.costEntries().name())
                .query(Long.class)
                .single();
    }

    private long rows() {
        return jdbc.sql("select count(*) from cost_entry").query(Long.class).single();
    }
}
