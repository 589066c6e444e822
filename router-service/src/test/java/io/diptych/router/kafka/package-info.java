@NullMarked
package io.diptych.router.kafka;

import org.jspecify.annotations.NullMarked;
