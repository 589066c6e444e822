package io.diptych.platform.kafka;

/// What came of reading a record: its value, or the reason why it goes to the dead letters.
///
/// @param <V> type of the value
public sealed interface Reading<V> {

    /// The record is as the contract says.
    @SuppressWarnings(
            "AvoidCommonTypeNames") // Nothing here reads from java.lang.Readable, and the pair of names is worth it.
    record Readable<V>(String key, V value) implements Reading<V> {}

    /// The record breaks the contract and never will be readable.
    ///
    /// @param reason for a person: what is wrong and what would be right
    record Unreadable<V>(String reason) implements Reading<V> {}
}
