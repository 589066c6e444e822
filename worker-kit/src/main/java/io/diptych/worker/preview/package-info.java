/// Decides which unfinished images callers get to see, without ever delaying the call that makes them.
@NullMarked
package io.diptych.worker.preview;

import org.jspecify.annotations.NullMarked;
