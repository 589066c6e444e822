/// Shows what is read in films, and that nothing in them stops their reader.
@NullMarked
package io.diptych.platform.film;

import org.jspecify.annotations.NullMarked;
