/// Decides how well a worker uses its slots, and what is bought twice when workers come and go.
@NullMarked
package io.diptych.benchmarks.workers;

import org.jspecify.annotations.NullMarked;
