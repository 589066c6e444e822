package io.diptych.router.kafka;

/// A value on its way out, written already.
///
/// @param topic where it goes
record Outgoing(String topic, byte[] value) {}
