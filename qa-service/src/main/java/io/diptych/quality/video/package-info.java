/// Decides whether a video file is what was asked for: its container, its length and shape, and what it begins with.
@NullMarked
package io.diptych.quality.video;

import org.jspecify.annotations.NullMarked;
