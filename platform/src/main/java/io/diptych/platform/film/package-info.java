/// Decides what a film file is worth: what its boxes say of it, and what its first frame shows.
@NullMarked
package io.diptych.platform.film;

import org.jspecify.annotations.NullMarked;
