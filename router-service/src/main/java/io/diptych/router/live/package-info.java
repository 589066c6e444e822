/// Decides what is believed of the world right now: how models fare, which policies and budgets hold, what was
/// cancelled.
@NullMarked
package io.diptych.router.live;

import org.jspecify.annotations.NullMarked;
