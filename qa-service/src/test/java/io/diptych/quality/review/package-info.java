/// The review desk's promises, against a real PostgreSQL.
@NullMarked
package io.diptych.quality.review;

import org.jspecify.annotations.NullMarked;
