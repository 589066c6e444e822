/// Decides when a rate or a cost has shifted, so that a person should look.
@NullMarked
package io.diptych.cost.anomaly;

import org.jspecify.annotations.NullMarked;
