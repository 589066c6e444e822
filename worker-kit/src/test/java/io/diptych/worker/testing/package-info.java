/// Decides what tests of workers share: jobs, a provider and a store that are not real, and a real broker.
@NullMarked
package io.diptych.worker.testing;

import org.jspecify.annotations.NullMarked;
