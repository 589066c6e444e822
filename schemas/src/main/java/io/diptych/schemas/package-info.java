/// Decides what travels on Kafka: the topics, their keys and their value types. Nothing else in the repo spells a topic
/// name.
@NullMarked
package io.diptych.schemas;

import org.jspecify.annotations.NullMarked;
