/// Decides what a simulated image looks like, and turns it into PNG bytes within a fixed amount of memory.
@NullMarked
package io.diptych.simulator.drawing;

import org.jspecify.annotations.NullMarked;
