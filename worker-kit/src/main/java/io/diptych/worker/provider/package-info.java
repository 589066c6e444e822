/// Decides what a provider adapter is: one blocking call in, one sealed outcome out, nothing of Kafka.
@NullMarked
package io.diptych.worker.provider;

import org.jspecify.annotations.NullMarked;
