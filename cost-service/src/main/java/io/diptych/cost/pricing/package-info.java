/// Decides what an attempt costs, how that is known, and which posting says so.
@NullMarked
package io.diptych.cost.pricing;

import org.jspecify.annotations.NullMarked;
