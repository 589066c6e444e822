/// Decides what explains each difference between ledger and invoice, and what settles it.
@NullMarked
package io.diptych.cost.reconcile;

import org.jspecify.annotations.NullMarked;
