@NullMarked
package io.diptych.platform.kafka;

import org.jspecify.annotations.NullMarked;
