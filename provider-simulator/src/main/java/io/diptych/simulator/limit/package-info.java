/// Decides how much an account may ask for in a minute.
@NullMarked
package io.diptych.simulator.limit;

import org.jspecify.annotations.NullMarked;
