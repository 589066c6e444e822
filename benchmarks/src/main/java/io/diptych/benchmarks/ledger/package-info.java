/// Decides what cost accounting is measured by: the pace of the ledger beside PostgreSQL's own COPY, the age of a
/// sum, the memory of many combinations.
@NullMarked
package io.diptych.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
