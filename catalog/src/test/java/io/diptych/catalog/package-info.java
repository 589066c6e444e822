@NullMarked
package io.diptych.catalog;

import org.jspecify.annotations.NullMarked;
