/// Decides how the whole of Diptych is put together on one machine: which parts, where, in which order.
@NullMarked
package io.diptych.standalone.stack;

import org.jspecify.annotations.NullMarked;
