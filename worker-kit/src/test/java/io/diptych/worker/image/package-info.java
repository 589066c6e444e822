@NullMarked
package io.diptych.worker.image;

import org.jspecify.annotations.NullMarked;
