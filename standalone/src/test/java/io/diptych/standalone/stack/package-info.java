@NullMarked
package io.diptych.standalone.stack;

import org.jspecify.annotations.NullMarked;
