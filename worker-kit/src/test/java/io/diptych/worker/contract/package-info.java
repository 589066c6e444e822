/// Decides what every provider adapter must do, shown against the simulated providers. Adapters extend it; it ships to
/// nobody.
@NullMarked
package io.diptych.worker.contract;

import org.jspecify.annotations.NullMarked;
