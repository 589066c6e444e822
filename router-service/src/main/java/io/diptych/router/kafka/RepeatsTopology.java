package io.diptych.router.kafka;

import io.diptych.schemas.Topic;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// Answers to repeats as a topology of its own, so that neither following all outcomes nor reading one
/// back holds up routing. What boards cannot read is dead-lettered from here: one topology cannot read a
/// topic both whole and as one of a group.
public final class RepeatsTopology {
    private RepeatsTopology() {}

    /// The topology, to be run under exactly-once v2.
    ///
    /// @param readers one for each task
    /// @param clock   stands in for the time of records that have none
    public static Topology build(Desk desk, Supplier<OutcomeReader> readers, InstantSource clock) {
        Topology topology = new Topology();
        Listeners listeners = new Listeners(topology, clock);
        listeners.source(Operators.OUTCOMES_READ, desk.topics().outcomes());
        topology.addProcessor(Operators.INDEX_OUTCOMES, OutcomeIndexer::new, Operators.OUTCOMES_READ);
        listeners.add(
                Operators.REPEATS,
                desk.topics().repeats(),
                Operators.ANSWER_REPEATS,
                () -> new RepeatListener(desk, readers));
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(Operators.OUTCOME_OFFSETS), Serdes.String(), Serdes.ByteArray()),
                Operators.INDEX_OUTCOMES,
                Operators.ANSWER_REPEATS);
        letters(listeners, "health", desk.topics().health(), desk);
        letters(listeners, "policies", desk.topics().policies(), desk);
        letters(listeners, "cancellations", desk.topics().cancellations(), desk);
        return topology;
    }

    private static <V extends SpecificRecord> void letters(
            Listeners listeners, String board, Topic<V> topic, Desk desk) {
        listeners.add(
                Operators.letterSource(board), topic, Operators.letters(board), () -> new BoardLetters<>(topic, desk));
    }
}
