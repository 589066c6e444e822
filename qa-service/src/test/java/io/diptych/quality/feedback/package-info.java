/// Shows what is counted of what people do with images.
@NullMarked
package io.diptych.quality.feedback;

import org.jspecify.annotations.NullMarked;
