/// Decides how the three real servers Diptych runs on (Kafka broker, schema registry, PostgreSQL) are started on
/// this machine, where their data lives, and when they end: never later than the process that started them.
@NullMarked
package io.diptych.embedded;

import org.jspecify.annotations.NullMarked;
