/// Decides how a job's image, or a batch of them, is asked of the Gemini API, and what its answers and errors mean in
/// our words.
@NullMarked
package io.diptych.gemini;

import org.jspecify.annotations.NullMarked;
