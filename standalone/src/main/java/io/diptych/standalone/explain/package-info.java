/// Decides how the router's decisions are explained without a running system: the same rules, policies and catalogue,
/// and a situation that the caller makes up.
@NullMarked
package io.diptych.standalone.explain;

import org.jspecify.annotations.NullMarked;
