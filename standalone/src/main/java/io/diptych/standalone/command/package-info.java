/// Decides what the `diptych` command offers, how it speaks, and which exit code it leaves.
@NullMarked
package io.diptych.standalone.command;

import org.jspecify.annotations.NullMarked;
