/// Decides what finance may ask the ledger over HTTP, and how it is told.
@NullMarked
package io.diptych.cost.http;

import org.jspecify.annotations.NullMarked;
