@NullMarked
package io.diptych.router.intake;

import org.jspecify.annotations.NullMarked;
