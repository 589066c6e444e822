/// Decides what all simulated providers share: drawing, delay, faults, ids and the invoice.
@NullMarked
package io.diptych.simulator.workshop;

import org.jspecify.annotations.NullMarked;
