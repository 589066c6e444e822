/// Shows what is read in the containers of videos.
@NullMarked
package io.diptych.quality.video;

import org.jspecify.annotations.NullMarked;
