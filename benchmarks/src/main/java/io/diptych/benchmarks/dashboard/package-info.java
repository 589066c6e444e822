/// Decides how fast a dashboard answers over a ledger that has grown large.
@NullMarked
package io.diptych.benchmarks.dashboard;

import org.jspecify.annotations.NullMarked;
