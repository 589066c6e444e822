package io.diptych.quality.review.store;

import io.diptych.platform.kafka.ProvisioningException;
import io.diptych.platform.postgres.PostgresPool;
import io.diptych.platform.postgres.PostgresProperties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The tables of the review desk and the connections to them.
public final class ReviewDatabase implements AutoCloseable {
    private static final String SCHEMA = "review";
    private static final int CONNECTIONS = 8;

    private final PostgresPool pool;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    public ReviewDatabase(PostgresProperties postgres) {
        this.pool = new PostgresPool(postgres, "qa", CONNECTIONS);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool.connections()));
        this.jdbc = JdbcClient.create(pool.connections());
    }

    /// The pool, for whoever needs a connection of its own.
    public DataSource connections() {
        return pool.connections();
    }

    /// Statements; inside [#within] they are part of the transaction.
    JdbcClient jdbc() {
        return jdbc;
    }

    /// Does work in a transaction: all of it or nothing.
    public <T extends @Nullable Object> T within(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    /// Creates or upgrades the tables, in a schema of their own.
    ///
    /// @throws ProvisioningException when PostgreSQL does not answer or refuses
    public void migrate() {
        pool.migrate(
                flyway -> flyway.locations("classpath:db/review").schemas(SCHEMA), "the tables of the review desk");
    }

    @Override
    public void close() {
        pool.close();
    }
}
