@NullMarked
package io.diptych.worker.batch;

import org.jspecify.annotations.NullMarked;
