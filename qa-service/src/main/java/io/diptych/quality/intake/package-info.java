/// Decides which bytes are looked at as an image at all: nothing is decoded before its size is known to be bearable.
@NullMarked
package io.diptych.quality.intake;

import org.jspecify.annotations.NullMarked;
