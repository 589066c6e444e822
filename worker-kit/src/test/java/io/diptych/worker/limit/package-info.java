@NullMarked
package io.diptych.worker.limit;

import org.jspecify.annotations.NullMarked;
