/// Decides which bytes are an image, and which images a call may start from.
@NullMarked
package io.diptych.worker.image;

import org.jspecify.annotations.NullMarked;
