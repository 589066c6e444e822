/// Tests of the router.
@NullMarked
package io.diptych.router;

import org.jspecify.annotations.NullMarked;
