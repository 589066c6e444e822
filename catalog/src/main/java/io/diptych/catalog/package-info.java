/// Decides what models exist, what each can do, where and until when it lives, and what it costs on a given day.
///
/// A figure nobody knows stays unknown: an absent price is [io.diptych.catalog.Price.Unknown], never zero.
@NullMarked
package io.diptych.catalog;

import org.jspecify.annotations.NullMarked;
