@NullMarked
package io.diptych.worker.attempt;

import org.jspecify.annotations.NullMarked;
