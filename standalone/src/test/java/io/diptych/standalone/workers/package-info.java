/// What the workers promise with their real adapters: nothing is lost and nothing bought twice when they die.
@NullMarked
package io.diptych.standalone.workers;

import org.jspecify.annotations.NullMarked;
