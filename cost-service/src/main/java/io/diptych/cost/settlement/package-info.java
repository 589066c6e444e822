/// Decides how an invoice is brought to the ledger: compared with it, and where that is wished, settled.
@NullMarked
package io.diptych.cost.settlement;

import org.jspecify.annotations.NullMarked;
