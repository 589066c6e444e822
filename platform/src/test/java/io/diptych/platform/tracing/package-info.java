@NullMarked
package io.diptych.platform.tracing;

import org.jspecify.annotations.NullMarked;
