/// Decides what reviewers see over HTTP, and who is let in.
@NullMarked
package io.diptych.quality.review.http;

import org.jspecify.annotations.NullMarked;
