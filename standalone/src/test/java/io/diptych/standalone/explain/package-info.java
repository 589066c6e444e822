@NullMarked
package io.diptych.standalone.explain;

import org.jspecify.annotations.NullMarked;
