/// Decides which model makes an image and what follows when an attempt falls short. Pure: the same request, policy,
/// catalogue and instant give the same decision on any machine. No Kafka, no Avro records, no clock.
@NullMarked
package io.diptych.router.routing;

import org.jspecify.annotations.NullMarked;
