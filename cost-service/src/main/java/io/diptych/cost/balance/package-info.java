/// Decides which postings keep an attempt's balance right, in whatever order and however often word of it comes.
@NullMarked
package io.diptych.cost.balance;

import org.jspecify.annotations.NullMarked;
