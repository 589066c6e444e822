/// Decides what a tenant has left: what is held for attempts that run, what is spent, and in which period.
@NullMarked
package io.diptych.router.budget;

import org.jspecify.annotations.NullMarked;
