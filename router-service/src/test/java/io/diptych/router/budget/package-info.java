@NullMarked
package io.diptych.router.budget;

import org.jspecify.annotations.NullMarked;
