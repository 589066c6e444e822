package io.diptych.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.diptych.platform.kafka.ProvisioningException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// A service's connections to PostgreSQL. It is made while PostgreSQL is away, and connects when it is first asked.
public final class PostgresPool implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 3_000;

    private final PostgresProperties postgres;
    private final HikariDataSource connections;

    /// @param name        of the pool, which is also what PostgreSQL shows of its connections
    /// @param connections how many at the most
    public PostgresPool(PostgresProperties postgres, String name, int connections) {
        this.postgres = postgres;
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("ApplicationName", "diptych-" + name);
        this.connections = new HikariDataSource(config);
    }

    /// The pool.
    public DataSource connections() {
        return connections;
    }

    /// Where PostgreSQL is, without secrets.
    public String address() {
        return postgres.address();
    }

    /// Creates or upgrades tables. Safe to repeat, and by several at once.
    ///
    /// @param where  says where the scripts are and where their history is kept
    /// @param tables what the tables are called in the message of a failure
    /// @throws ProvisioningException when PostgreSQL does not answer or refuses
    public void migrate(UnaryOperator<FluentConfiguration> where, String tables) {
        try {
            where.apply(Flyway.configure().dataSource(connections)).load().migrate();
        } catch (FlywayException e) {
            throw new ProvisioningException(
                    "PostgreSQL " + address() + " does not answer or refuses " + tables + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Throwable thrown) {
        Throwable root = thrown;
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
