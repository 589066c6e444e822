/// Decides what a dashboard is answered from: sums, budgets and ended attempts in tables that follow the topics exactly
/// once, so that no question reads the postings one by one.
@NullMarked
package io.diptych.cost.dashboard;

import org.jspecify.annotations.NullMarked;
