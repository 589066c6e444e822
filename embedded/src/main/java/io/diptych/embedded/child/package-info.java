/// Decides what runs inside a child process: the server itself, a line on standard output once it answers, and its
/// end as soon as the parent closes our standard input or dies, whichever way.
@NullMarked
package io.diptych.embedded.child;

import org.jspecify.annotations.NullMarked;
