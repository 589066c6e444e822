/// Decides what text stands in an image, and whether it is the text that was asked for.
@NullMarked
package io.diptych.quality.text;

import org.jspecify.annotations.NullMarked;
