/// Decides how quality control is put together and configured.
@NullMarked
package io.diptych.quality;

import org.jspecify.annotations.NullMarked;
