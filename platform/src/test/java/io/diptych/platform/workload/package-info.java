@NullMarked
package io.diptych.platform.workload;

import org.jspecify.annotations.NullMarked;
