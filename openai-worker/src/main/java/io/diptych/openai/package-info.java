/// Decides how a job's image is asked of OpenAI, and what OpenAI's answers and errors mean in our words.
@NullMarked
package io.diptych.openai;

import org.jspecify.annotations.NullMarked;
