/// Decides how questions and answers are kept in PostgreSQL, so that two people never hold one question.
@NullMarked
package io.diptych.quality.review.store;

import org.jspecify.annotations.NullMarked;
