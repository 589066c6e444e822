/// Decides what each step at the review desk changes, and which events say so.
@NullMarked
package io.diptych.quality.review.desk;

import org.jspecify.annotations.NullMarked;
