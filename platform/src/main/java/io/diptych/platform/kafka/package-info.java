/// Decides how events reach Kafka and leave it: wire format, keys, dead letters, topics and groups.
@NullMarked
package io.diptych.platform.kafka;

import org.jspecify.annotations.NullMarked;
