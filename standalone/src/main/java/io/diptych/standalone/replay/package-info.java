/// Decides what a change of policy would have meant: recorded requests are decided again, and compared with what was
/// decided and what came of it.
@NullMarked
package io.diptych.standalone.replay;

import org.jspecify.annotations.NullMarked;
