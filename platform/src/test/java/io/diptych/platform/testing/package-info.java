/// For the tests of the services.
@NullMarked
package io.diptych.platform.testing;

import org.jspecify.annotations.NullMarked;
