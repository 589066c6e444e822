/// Decides how the simulator is started, which providers it plays and by which clock, seed and price book.
@NullMarked
package io.diptych.simulator;

import org.jspecify.annotations.NullMarked;
