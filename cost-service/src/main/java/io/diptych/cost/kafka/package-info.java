/// Decides when results are priced and summed: as a topology whose every step is committed exactly once.
@NullMarked
package io.diptych.cost.kafka;

import org.jspecify.annotations.NullMarked;
