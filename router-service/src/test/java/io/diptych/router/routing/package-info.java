@NullMarked
package io.diptych.router.routing;

import org.jspecify.annotations.NullMarked;
