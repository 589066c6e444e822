/// Decides how cost accounting is put together and configured.
@NullMarked
package io.diptych.cost;

import org.jspecify.annotations.NullMarked;
