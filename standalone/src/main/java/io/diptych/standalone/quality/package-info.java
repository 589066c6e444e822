/// Decides how often quality control is wrong, and from which score on it may decide alone.
@NullMarked
package io.diptych.standalone.quality;

import org.jspecify.annotations.NullMarked;
