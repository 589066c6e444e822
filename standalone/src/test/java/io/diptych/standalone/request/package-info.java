@NullMarked
package io.diptych.standalone.request;

import org.jspecify.annotations.NullMarked;
