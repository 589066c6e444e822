/// Decides whether an image is good enough: checks with evidence, and the judgement that follows from them.
@NullMarked
package io.diptych.quality.check;

import org.jspecify.annotations.NullMarked;
