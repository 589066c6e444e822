/// Decides what the simulated Veo accepts, how its long operations go on, and what its films are.
@NullMarked
package io.diptych.simulator.veo;

import org.jspecify.annotations.NullMarked;
