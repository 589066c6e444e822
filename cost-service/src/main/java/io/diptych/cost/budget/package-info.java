/// Decides what budgets there are, when their periods begin and end, and where each stands.
@NullMarked
package io.diptych.cost.budget;

import org.jspecify.annotations.NullMarked;
