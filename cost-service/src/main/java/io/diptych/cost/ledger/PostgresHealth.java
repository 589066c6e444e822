package io.diptych.cost.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether PostgreSQL answers.
public final class PostgresHealth implements HealthIndicator {
    private static final int PATIENCE_SECONDS = 2;

    private final LedgerDatabase database;

    public PostgresHealth(LedgerDatabase database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try (Connection connection = database.connections().getConnection()) {
            return connection.isValid(PATIENCE_SECONDS) ? Health.up().build() : missing();
        } catch (SQLException e) {
            return missing();
        }
    }

    private Health missing() {
        return Health.down()
                .withDetail("missing", "PostgreSQL " + database.address() + " does not answer")
                .build();
    }
}
