@NullMarked
package io.diptych.schemas;

import org.jspecify.annotations.NullMarked;
