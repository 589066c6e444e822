/// Decides which images an examination of quality control is held on, and what is wrong with each of them.
@NullMarked
package io.diptych.simulator.exhibit;

import org.jspecify.annotations.NullMarked;
