@NullMarked
package io.diptych.standalone.command;

import org.jspecify.annotations.NullMarked;
