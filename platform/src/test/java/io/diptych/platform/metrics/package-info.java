@NullMarked
package io.diptych.platform.metrics;

import org.jspecify.annotations.NullMarked;
