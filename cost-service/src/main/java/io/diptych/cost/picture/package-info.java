/// Decides how the images behind amounts are shown: small, and only those of attempts that the ledger knows.
@NullMarked
package io.diptych.cost.picture;

import org.jspecify.annotations.NullMarked;
