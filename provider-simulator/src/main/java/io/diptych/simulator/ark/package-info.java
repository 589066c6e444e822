/// Decides how hosts answer that speak OpenAI's dialect in their own way: Seedream on Ark, Z-Image behind a gateway.
@NullMarked
package io.diptych.simulator.ark;

import org.jspecify.annotations.NullMarked;
