/// Shows what text is found in pictures.
@NullMarked
package io.diptych.quality.text;

import org.jspecify.annotations.NullMarked;
