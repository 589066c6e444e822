/// Decides which checks an image goes through for its purpose, and how much each of them weighs.
@NullMarked
package io.diptych.quality.profile;

import org.jspecify.annotations.NullMarked;
