/// Shows how often the checks are wrong on images of which it is known what is wrong with them.
@NullMarked
package io.diptych.quality.matrix;

import org.jspecify.annotations.NullMarked;
