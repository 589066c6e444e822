/// Decides how fast a model may be called, and whether at all: rate limits of the account, those that
/// the provider tells, and the circuit breaker.
@NullMarked
package io.diptych.worker.limit;

import org.jspecify.annotations.NullMarked;
