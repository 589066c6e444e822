/// Decides what the simulated OpenAI images API accepts and answers.
@NullMarked
package io.diptych.simulator.openai;

import org.jspecify.annotations.NullMarked;
