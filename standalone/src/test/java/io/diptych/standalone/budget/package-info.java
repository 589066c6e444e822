@NullMarked
package io.diptych.standalone.budget;

import org.jspecify.annotations.NullMarked;
