/// Decides what people are asked in which order, which of their answers hold, and what happens when nobody answers.
@NullMarked
package io.diptych.quality.review;

import org.jspecify.annotations.NullMarked;
