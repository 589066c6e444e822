@NullMarked
package io.diptych.standalone.replay;

import org.jspecify.annotations.NullMarked;
