/// Decides how the router runs as a service: configuration, meters, life cycle.
@NullMarked
package io.diptych.router;

import org.jspecify.annotations.NullMarked;
