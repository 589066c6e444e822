/// Decides how requests and escalations become records: one ending for each, exactly once. Rules live in the other
/// packages.
@NullMarked
package io.diptych.router.kafka;

import org.jspecify.annotations.NullMarked;
