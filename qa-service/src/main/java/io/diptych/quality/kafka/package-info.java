/// Decides when results are judged and their endings are written: in batches, each of them one transaction.
@NullMarked
package io.diptych.quality.kafka;

import org.jspecify.annotations.NullMarked;
