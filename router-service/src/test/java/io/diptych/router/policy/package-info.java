@NullMarked
package io.diptych.router.policy;

import org.jspecify.annotations.NullMarked;
