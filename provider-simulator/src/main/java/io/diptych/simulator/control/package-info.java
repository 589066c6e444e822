/// Decides what a test or an operator can ask of the simulator itself: faults, invoice, health.
@NullMarked
package io.diptych.simulator.control;

import org.jspecify.annotations.NullMarked;
