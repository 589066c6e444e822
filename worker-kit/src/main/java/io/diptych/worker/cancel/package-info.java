/// Decides which jobs nobody wants any more: those that a caller cancelled, and those whose deadline passed while they
/// waited.
@NullMarked
package io.diptych.worker.cancel;

import org.jspecify.annotations.NullMarked;
