@NullMarked
package io.diptych.worker.cancel;

import org.jspecify.annotations.NullMarked;
