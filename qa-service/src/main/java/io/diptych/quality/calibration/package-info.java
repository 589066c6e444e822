/// Decides from which score on an image is accepted without a person, so that bad images stay below a promised share.
@NullMarked
package io.diptych.quality.calibration;

import org.jspecify.annotations.NullMarked;
