@NullMarked
package io.diptych.worker.prompt;

import org.jspecify.annotations.NullMarked;
