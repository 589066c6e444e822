@NullMarked
package io.diptych.router.live;

import org.jspecify.annotations.NullMarked;
