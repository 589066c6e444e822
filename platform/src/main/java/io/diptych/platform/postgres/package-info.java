/// PostgreSQL for the services that keep tables: where it is, connections, migrations.
@NullMarked
package io.diptych.platform.postgres;

import org.jspecify.annotations.NullMarked;
