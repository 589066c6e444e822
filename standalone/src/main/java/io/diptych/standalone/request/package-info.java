/// Decides how one request is written down, published and followed to its outcomes.
@NullMarked
package io.diptych.standalone.request;

import org.jspecify.annotations.NullMarked;
