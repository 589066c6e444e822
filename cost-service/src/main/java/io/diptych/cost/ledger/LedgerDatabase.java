package io.diptych.cost.ledger;

import io.diptych.platform.kafka.ProvisioningException;
import io.diptych.platform.postgres.PostgresPool;
import io.diptych.platform.postgres.PostgresProperties;
import javax.sql.DataSource;

/// The tables of the ledger and the connections to them.
public final class LedgerDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 6;

    private final PostgresPool pool;

    public LedgerDatabase(PostgresProperties postgres) {
        this.pool = new PostgresPool(postgres, "cost", CONNECTIONS);
    }

    /// The pool.
    public DataSource connections() {
        return pool.connections();
    }

    /// Where it is, without secrets.
    String address() {
        return pool.address();
    }

    /// Creates or upgrades the tables. The history is in a table of our own, so that other services may keep theirs in
    /// the same database.
    ///
    /// @throws ProvisioningException when PostgreSQL does not answer or refuses
    public void migrate() {
        pool.migrate(
                flyway -> flyway.locations("classpath:db/cost")
                        .table("cost_schema_history")
                        .baselineOnMigrate(true)
                        .baselineVersion("0"),
                "the tables of the ledger");
    }

    @Override
    public void close() {
        pool.close();
    }
}
