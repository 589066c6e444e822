@NullMarked
package io.diptych.standalone.quality;

import org.jspecify.annotations.NullMarked;
