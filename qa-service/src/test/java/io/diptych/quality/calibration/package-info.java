/// Tests of the calibrator.
@NullMarked
package io.diptych.quality.calibration;

import org.jspecify.annotations.NullMarked;
