@NullMarked
package io.diptych.quality.matrix;

import org.jspecify.annotations.NullMarked;
