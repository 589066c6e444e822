/// Decides which calls go wrong, and how.
@NullMarked
package io.diptych.simulator.fault;

import org.jspecify.annotations.NullMarked;
