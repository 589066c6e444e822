/// Decides what the simulated Gemini API accepts and answers, one call at a time and in batches.
@NullMarked
package io.diptych.simulator.gemini;

import org.jspecify.annotations.NullMarked;
