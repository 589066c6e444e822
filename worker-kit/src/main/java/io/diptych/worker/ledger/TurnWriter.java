package io.diptych.worker.ledger;

import io.diptych.platform.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes turns, each in one transaction, all of it or nothing.
public final class TurnWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TurnWriter.class);
    private static final int COMMIT_TRIES = 3;
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /// How a turn ended.
    public enum Ending {
        /// All of it is there.
        COMMITTED,
        /// Nothing of it is there, and it may be tried again.
        REFUSED
    }

    private final Producer<byte[], byte[]> producer;

    TurnWriter(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /// A writer whose beginning fences every earlier one of the same id, and ends what that one left open.
    public static TurnWriter begin(KafkaSettings kafka, String transactionalId) {
        Map<String, Object> settings = new HashMap<>(kafka.transactionalProducer(transactionalId));
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(settings);
        try {
            producer.initTransactions();
            return new TurnWriter(producer);
        } catch (RuntimeException e) {
            producer.close(CLOSE);
            throw e;
        }
    }

    /// Writes a turn.
    ///
    /// @throws DoubtfulCommitException when nobody knows whether it is there
    /// @throws KafkaException          when it is not there and this writer cannot go on, for example because
    ///                                 a later one fenced it
    public Ending write(Turn turn) {
        producer.beginTransaction();
        try {
            for (ProducerRecord<byte[], byte[]> record : turn.records()) {
                var _ = producer.send(record);
            }
            producer.flush();
            if (turn.group() != null && !turn.offsets().isEmpty()) {
                producer.sendOffsetsToTransaction(turn.offsets(), turn.group());
            }
        } catch (KafkaException e) {
            return refuse(e);
        }
        if (!turn.stillTrue().getAsBoolean()) {
            producer.abortTransaction();
            return Ending.REFUSED;
        }
        return commit();
    }

    private Ending commit() {
        for (int tries = 1; ; tries++) {
            try {
                producer.commitTransaction();
                return Ending.COMMITTED;
            } catch (TimeoutException e) {
                if (tries == COMMIT_TRIES) {
                    throw new DoubtfulCommitException("commit was not answered " + tries + " times", e);
                }
            } catch (InterruptException e) {
                throw new DoubtfulCommitException("commit was interrupted", e);
            } catch (KafkaException e) {
                if (isFatal(e)) {
                    throw new DoubtfulCommitException("commit failed: " + e.getMessage(), e);
                }
                return refuse(e);
            }
        }
    }

    private Ending refuse(KafkaException refusal) {
        if (isFatal(refusal) || refusal instanceof InterruptException) {
            throw refusal;
        }
        log.atInfo()
                .addKeyValue("error", refusal.getClass().getSimpleName())
                .addKeyValue("detail", refusal.getMessage())
                .log("turn refused, tried again");
        producer.abortTransaction();
        return Ending.REFUSED;
    }

    private static boolean isFatal(KafkaException e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || e instanceof OutOfOrderSequenceException
                || e instanceof AuthorizationException
                || e instanceof UnsupportedVersionException;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
