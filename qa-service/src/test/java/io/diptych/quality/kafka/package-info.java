/// Shows how far quality control has come in a partition, whatever crashes.
@NullMarked
package io.diptych.quality.kafka;

import org.jspecify.annotations.NullMarked;
