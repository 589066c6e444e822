/// Decides how properties of pixels are measured: pure functions from pictures to numbers.
@NullMarked
package io.diptych.quality.measure;

import org.jspecify.annotations.NullMarked;
