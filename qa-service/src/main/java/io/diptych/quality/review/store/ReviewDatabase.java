package io.diptych.quality.review.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.diptych.platform.kafka.ProvisioningException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The connections to PostgreSQL. It is made while PostgreSQL is away, and connects when it is first asked.
public final class ReviewDatabase implements AutoCloseable {
    private static final String SCHEMA = "review";
    private static final int CONNECTIONS = 8;
    private static final long PATIENCE_MILLIS = 3_000;

    private final PostgresProperties postgres;
    private final HikariDataSource connections;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    public ReviewDatabase(PostgresProperties postgres) {
        this.postgres = postgres;
        HikariConfig config = new HikariConfig();
        config.setPoolName("qa-review");
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("ApplicationName", "diptych-qa");
        this.connections = new HikariDataSource(config);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
        this.jdbc = JdbcClient.create(connections);
    }

    /// The pool, for whoever needs a connection of its own.
    public DataSource connections() {
        return connections;
    }

    /// Statements; inside [#within] they are part of the transaction.
    JdbcClient jdbc() {
        return jdbc;
    }

    /// Does work in a transaction: all of it or nothing.
    public <T extends @Nullable Object> T within(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    /// Creates or upgrades the tables, in a schema of their own. Safe to repeat, and by several at once.
    ///
    /// @throws ProvisioningException when PostgreSQL does not answer or refuses
    public void migrate() {
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:db/review")
                    .schemas(SCHEMA)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ProvisioningException(
                    "PostgreSQL " + postgres.address() + " does not answer or refuses the tables of the review desk: "
                            + firstLine(e),
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
