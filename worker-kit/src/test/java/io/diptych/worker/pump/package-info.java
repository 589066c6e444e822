@NullMarked
package io.diptych.worker.pump;

import org.jspecify.annotations.NullMarked;
