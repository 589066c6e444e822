/// Decides how postings add up: by which dimensions, over which windows, and what counts as rework.
@NullMarked
package io.diptych.cost.rollup;

import org.jspecify.annotations.NullMarked;
