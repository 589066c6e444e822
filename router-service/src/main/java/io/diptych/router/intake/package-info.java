/// Decides whether a request keeps the contract, and translates one that does. The only place that reads a request's
/// event.
@NullMarked
package io.diptych.router.intake;

import org.jspecify.annotations.NullMarked;
