package io.diptych.cost.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.diptych.platform.kafka.ProvisioningException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The connections to PostgreSQL. It is made while PostgreSQL is away, and connects when it is first asked.
public final class LedgerDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 6;
    private static final long PATIENCE_MILLIS = 3_000;

    private final PostgresProperties postgres;
    private final HikariDataSource connections;

    public LedgerDatabase(PostgresProperties postgres) {
        this.postgres = postgres;
        HikariConfig config = new HikariConfig();
        config.setPoolName("cost-ledger");
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("ApplicationName", "diptych-cost");
        this.connections = new HikariDataSource(config);
    }

    /// The pool.
    public DataSource connections() {
        return connections;
    }

    /// Where it is, without secrets.
    String address() {
        return postgres.address();
    }

    /// Creates or upgrades the tables. Safe to repeat, and by several at once. The history is in a table of our own, so
    /// that
    /// other services may keep theirs in the same database.
    ///
    /// @throws ProvisioningException when PostgreSQL does not answer or refuses
    public void migrate() {
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:db/cost")
                    .table("cost_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ProvisioningException(
                    "PostgreSQL " + address() + " does not answer or refuses the tables of the ledger: " + firstLine(e),
                    e);
        }
    }

    private static String firstLine(FlywayException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        connections.close();
    }
}
