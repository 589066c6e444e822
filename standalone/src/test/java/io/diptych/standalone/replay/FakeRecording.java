package io.diptych.standalone.replay;

import io.diptych.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/// Topics in memory.
public final class FakeRecording implements Recording {
    private final Map<String, List<Recorded<?>>> records = new HashMap<>();
    private final Map<String, Long> unreadable = new HashMap<>();

    public <V extends SpecificRecord> void add(Topic<V> topic, V value, Instant at) {
        records.computeIfAbsent(topic.name(), _ -> new ArrayList<>()).add(new Recorded<>(value, at));
    }

    void addUnreadable(Topic<?> topic) {
        unreadable.merge(topic.name(), 1L, Long::sum);
    }

    @Override
    public <V extends SpecificRecord> long read(Topic<V> topic, Instant from, Consumer<Recorded<V>> to) {
        records.getOrDefault(topic.name(), List.of()).stream()
                .filter(record -> !record.at().isBefore(from))
                .forEach(record -> to.accept(new Recorded<>(topic.valueType().cast(record.value()), record.at())));
        return unreadable.getOrDefault(topic.name(), 0L);
    }
}
