/// Decides how a trace travels with an event: as the W3C header `traceparent`, from request to outcome.
@NullMarked
package io.diptych.platform.tracing;

import org.jspecify.annotations.NullMarked;
