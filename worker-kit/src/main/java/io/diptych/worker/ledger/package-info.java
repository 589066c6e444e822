/// Decides how a worker writes to Kafka and reads back what was written: one transaction per turn, and never a second
/// settlement.
///
/// Why an attempt cannot be settled twice. A transaction is written in this order: records, flush, offsets with the
/// group's metadata, a look at the clock, commit. So when the clock is looked at, the records are in the log. (1) A
/// worker settles its own call only while the claim's lease lasts. (2) The partition's owner settles a stranger's
/// claim only after the lease, and only after it has read the attempts log up to the high watermark of a moment after
/// the lease, open transactions waited for: whatever (1) wrote is below it. (3) Two owners cannot both write, because
/// a settlement of (2) carries the partition's offset under the group's metadata, which the broker refuses from a
/// member that has lost the partition, and the next owner reads up to a high watermark that is later still.
@NullMarked
package io.diptych.worker.ledger;

import org.jspecify.annotations.NullMarked;
