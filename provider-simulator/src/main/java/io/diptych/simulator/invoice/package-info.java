/// Decides what a call costs, by price books of its own, and keeps every billed call as one line.
@NullMarked
package io.diptych.simulator.invoice;

import org.jspecify.annotations.NullMarked;
