/// Decides what is measured, against which peer or limit, and how the figures are told.
@NullMarked
package io.diptych.benchmarks;

import org.jspecify.annotations.NullMarked;
