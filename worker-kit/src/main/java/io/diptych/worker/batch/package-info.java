/// Decides how jobs of the batch lane are gathered, handed over to a provider and collected, so that a crash loses none
/// and buys none twice.
///
/// A batch holds jobs of one partition, and belongs to whoever owns that partition. Before it is handed over, the
/// claims of its jobs, their offsets and the intent are written in one transaction; after that the provider's id of
/// it; in the end its settlements. Whoever takes a partition over reads the log and goes on from there: an intent
/// without an id is looked for at the provider under our own key before it is handed over again.
@NullMarked
package io.diptych.worker.batch;

import org.jspecify.annotations.NullMarked;
