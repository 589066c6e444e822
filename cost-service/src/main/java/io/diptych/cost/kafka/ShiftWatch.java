package io.diptych.cost.kafka;

import io.diptych.cost.anomaly.Cusum;
import io.diptych.cost.anomaly.Cusum.Kind;
import io.diptych.cost.anomaly.Fallover;
import io.diptych.cost.anomaly.Observation;
import io.diptych.cost.anomaly.Observation.Rate;
import io.diptych.events.AlertKind;
import io.diptych.events.CostAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Watches rates and amounts for shifts, in one task, so that each is one series.
final class ShiftWatch extends ContextualProcessor<String, String, String, CostAlert> {
    private KeyValueStore<String, byte[]> series;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    ShiftWatch() {}

    @Override
    public void init(ProcessorContext<String, CostAlert> context) {
        super.init(context);
        series = context.getStateStore(Operators.SERIES);
    }

    /// The key of an observation on its way here.
    static String key(Observation observation) {
        return observation.rate() + "|" + observation.subject();
    }

    @Override
    public void process(Record<String, String> record) {
        String[] parts = record.key().split("\\|", 2);
        Rate rate = Rate.valueOf(parts[0]);
        String subject = parts[1];
        switch (rate) {
            case FAILURE, ESCALATION -> observe(rate, subject, Kind.RATE, Double.parseDouble(record.value()));
            case COST_PER_ACCEPTED -> observe(rate, subject, Kind.AMOUNT, Double.parseDouble(record.value()));
            case SHARE -> share(subject, record.value());
            case FALLOVER -> fallover(subject, record.value().equals("1"));
        }
    }

    /// Every model of the stage has had an observation: yes for the one that was chosen, no for the others.
    private void share(String stage, String chosen) {
        String prefix = Rate.SHARE + "|" + stage + " ";
        List<String> models = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> known = series.range(prefix, prefix + Character.MAX_VALUE)) {
            known.forEachRemaining(one -> models.add(one.key.substring(prefix.length())));
        }
        if (!models.contains(chosen)) {
            models.add(chosen);
        }
        models.forEach(model -> observe(Rate.SHARE, stage + " " + model, Kind.RATE, model.equals(chosen) ? 1 : 0));
    }

    private void observe(Rate rate, String subject, Kind kind, double value) {
        String key = rate + "|" + subject;
        byte[] stored = series.get(key);
        Cusum after = (stored == null ? Cusum.NEW : Cusum.of(stored)).observe(kind, value);
        if (after.isAlarming()) {
            String way = after.up() > Cusum.LIMIT ? "risen" : "fallen";
            alert(
                    AlertKind.SHIFT,
                    name(rate) + "/" + subject,
                    after.baseline(kind),
                    name(rate) + " of " + subject + " has " + way + " from "
                            + String.format(Locale.ROOT, "%.4g", after.baseline(kind))
                            + (kind == Kind.AMOUNT ? " micro-USD" : "")
                            + "; see routing.decisions and the rollups for what changed");
            series.put(key, Cusum.NEW.bytes());
        } else {
            series.put(key, after.bytes());
        }
    }

    private void fallover(String model, boolean other) {
        String key = Rate.FALLOVER + "|" + model;
        byte[] stored = series.get(key);
        Fallover after = (stored == null ? Fallover.NONE : Fallover.of(stored)).observe(other);
        if (after.isNews()) {
            alert(
                    AlertKind.FALLOVER,
                    model,
                    0,
                    "of the last jobs routed to " + model + " " + Math.round(100 * after.share())
                            + " percent ended on another model; see provider.health");
            after = after.withTold();
        }
        series.put(key, after.bytes());
    }

    private void alert(AlertKind kind, String subject, double expected, String message) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        CostAlert alert = CostAlert.newBuilder()
                .setAlertId(kind.name().toLowerCase(Locale.ROOT) + "/" + subject + "/" + now)
                .setTenant("*")
                .setKind(kind)
                .setSubject(subject)
                .setExpected(expected)
                .setMessage(message)
                .setOccurredAt(now)
                .build();
        context().forward(new Record<>(subject, alert, now.toEpochMilli()));
    }

    private static String name(Rate rate) {
        return rate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
