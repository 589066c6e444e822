@NullMarked
package io.diptych.standalone.demo;

import org.jspecify.annotations.NullMarked;
