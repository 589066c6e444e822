/// Decides what a benchmark is: it runs by name, prints figures, and compares itself with a peer or a limit of the same
/// run.
@NullMarked
package io.diptych.standalone.bench;

import org.jspecify.annotations.NullMarked;
