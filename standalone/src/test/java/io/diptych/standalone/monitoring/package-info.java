@NullMarked
package io.diptych.standalone.monitoring;

import org.jspecify.annotations.NullMarked;
