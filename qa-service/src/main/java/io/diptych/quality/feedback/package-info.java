/// Decides what is remembered of what people do with delivered images: how often, by what made them.
@NullMarked
package io.diptych.quality.feedback;

import org.jspecify.annotations.NullMarked;
