/// Decides how the router's speed is measured: a decision alone, the topology beside a bare copy and beside Apache
/// Camel, the time it adds, and what its memory of seen ids costs.
@NullMarked
package io.diptych.benchmarks.router;

import org.jspecify.annotations.NullMarked;
