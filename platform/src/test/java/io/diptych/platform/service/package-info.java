@NullMarked
package io.diptych.platform.service;

import org.jspecify.annotations.NullMarked;
