@NullMarked
package io.diptych.worker.ledger;

import org.jspecify.annotations.NullMarked;
