/// Decides what a routing policy may say and when one of its rules holds: documents in, checked values out.
@NullMarked
package io.diptych.router.policy;

import org.jspecify.annotations.NullMarked;
