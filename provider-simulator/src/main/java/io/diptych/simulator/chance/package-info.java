/// Decides everything that looks random: the same seed and the same subject always give the same number and delay.
@NullMarked
package io.diptych.simulator.chance;

import org.jspecify.annotations.NullMarked;
