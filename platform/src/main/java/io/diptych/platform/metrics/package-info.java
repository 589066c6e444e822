/// Decides what platform measures, under which names and tags.
@NullMarked
package io.diptych.platform.metrics;

import org.jspecify.annotations.NullMarked;
