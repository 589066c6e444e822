/// Who is let in, and whether the interface is as its description says.
@NullMarked
package io.diptych.quality.review.http;

import org.jspecify.annotations.NullMarked;
