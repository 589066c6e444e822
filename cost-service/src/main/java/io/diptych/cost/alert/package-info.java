/// Decides how people are told of what about money they should look at.
@NullMarked
package io.diptych.cost.alert;

import org.jspecify.annotations.NullMarked;
