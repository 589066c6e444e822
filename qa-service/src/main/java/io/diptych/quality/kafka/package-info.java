/// Decides when results are judged and their endings are written: each as soon as it has ended, in transactions.
@NullMarked
package io.diptych.quality.kafka;

import org.jspecify.annotations.NullMarked;
