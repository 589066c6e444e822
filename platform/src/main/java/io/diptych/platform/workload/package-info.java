/// Decides when a service's work may run: as soon as what it needs is there, again after it failed, until it is
/// stopped.
@NullMarked
package io.diptych.platform.workload;

import org.jspecify.annotations.NullMarked;
