/// Decides whether a video file is what it claims, from its container alone.
@NullMarked
package io.diptych.quality.video;

import org.jspecify.annotations.NullMarked;
