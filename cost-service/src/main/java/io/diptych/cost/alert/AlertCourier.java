package io.diptych.cost.alert;

import io.diptych.cost.kafka.CostMeters;
import io.diptych.events.CostAlert;
import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.Polling;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.schemas.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads `cost.alerts`, logs each and posts it to the webhook, at least once, in order. It is apart from the topology,
/// which a slow webhook therefore never holds up. An alert that is not taken after all tries is logged as an error.
public final class AlertCourier implements Workload {
    private static final Logger log = LoggerFactory.getLogger(AlertCourier.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /// Few at a time, so that a webhook that is away does not keep the consumer from polling for too long.
    private static final int MOST_AT_ONCE = 5;

    private final KafkaSettings kafka;
    private final String groupId;
    private final Topic<CostAlert> alerts;
    private final EventFormat format;
    private final AlertProperties settings;
    private final CostMeters meters;

    public AlertCourier(
            KafkaSettings kafka,
            String groupId,
            Topic<CostAlert> alerts,
            EventFormat format,
            AlertProperties settings,
            CostMeters meters) {
        this.kafka = kafka;
        this.groupId = groupId;
        this.alerts = alerts;
        this.format = format;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "cost.alerts";
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        var reading = kafka.consumer(groupId);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading);
                Webhook webhook = webhook()) {
            Polling polling = new Polling(consumer);
            consumer.subscribe(List.of(alerts.name()));
            while (!stop.isStopped()) {
                ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    switch (format.decode(alerts, record.key(), record.value())) {
                        case Readable<CostAlert>(var _, var alert) -> {
                            if (!tell(alert, webhook, stop)) {
                                return;
                            }
                        }
                        case Unreadable<CostAlert>(var reason) ->
                            meters.unreadable(alerts, record.partition(), record.offset(), reason);
                    }
                }
                if (!records.isEmpty()) {
                    consumer.commitSync();
                }
            }
        }
    }

    private @Nullable Webhook webhook() {
        return settings.webhook() == null
                ? null
                : new Webhook(settings.webhook(), settings.secret(), settings.timeout());
    }

    /// @return whether it was told, or given up; false when there was no time for it
    private boolean tell(CostAlert alert, @Nullable Webhook webhook, StopSignal stop) throws InterruptedException {
        log.atWarn()
                .addKeyValue("tenant", alert.getTenant())
                .addKeyValue("kind", alert.getKind().name().toLowerCase(Locale.ROOT))
                .addKeyValue("subject", alert.getSubject())
                .addKeyValue("error", alert.getMessage())
                .log("cost alert");
        if (webhook == null) {
            meters.alerted(alert, "logged");
            return true;
        }
        Duration pause = settings.pause();
        for (int attempt = 1; ; attempt++) {
            try {
                webhook.send(alert);
                meters.alerted(alert, "delivered");
                return true;
            } catch (IOException e) {
                if (attempt >= settings.attempts()) {
                    meters.alerted(alert, "undeliverable");
                    log.atError()
                            .addKeyValue("attempt", attempt)
                            .addKeyValue("error", e.getMessage())
                            .log("webhook does not take an alert");
                    return true;
                }
                if (stop.await(pause)) {
                    return false;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }
}
