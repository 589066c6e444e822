/// Decides which facts of a request a decision may look at. Plain values: no Kafka, no Avro records, no clock.
@NullMarked
package io.diptych.router.request;

import org.jspecify.annotations.NullMarked;
