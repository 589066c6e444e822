@NullMarked
package io.diptych.platform.assets;

import org.jspecify.annotations.NullMarked;
