/// Decides how postings are kept in PostgreSQL: once each, together with the offsets they were read up to.
@NullMarked
package io.diptych.cost.ledger;

import org.jspecify.annotations.NullMarked;
