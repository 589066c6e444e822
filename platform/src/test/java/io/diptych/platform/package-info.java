@NullMarked
package io.diptych.platform;

import org.jspecify.annotations.NullMarked;
