package io.diptych.router.kafka;

/// A value on its way out, written already. Not a record: two of the same bytes are not the same value.
final class Outgoing {
    private final String topic;
    private final byte[] value;

    /// @param topic where it goes
    Outgoing(String topic, byte[] value) {
        this.topic = topic;
        this.value = value;
    }

    String topic() {
        return topic;
    }

    byte[] value() {
        return value;
    }
}
