/// Decides when questions are taken in and when events leave the desk, each of them once.
@NullMarked
package io.diptych.quality.review.kafka;

import org.jspecify.annotations.NullMarked;
