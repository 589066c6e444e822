/// Decides the words that a provider gets: a caller's own, or those of a template in the dialect of the model's family.
@NullMarked
package io.diptych.worker.prompt;

import org.jspecify.annotations.NullMarked;
