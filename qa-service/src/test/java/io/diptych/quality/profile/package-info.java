/// Shows how mistakes in quality profiles are named.
@NullMarked
package io.diptych.quality.profile;

import org.jspecify.annotations.NullMarked;
