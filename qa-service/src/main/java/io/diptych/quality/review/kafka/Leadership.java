package io.diptych.quality.review.kafka;

import io.diptych.platform.workload.StopSignal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// That this instance alone publishes what leaves the desk, as long as its connection to PostgreSQL lives: a session's
/// advisory lock, which PostgreSQL gives to another when the session ends.
final class Leadership implements AutoCloseable {
    /// Any number, the same for all instances.
    private static final long LOCK = 0x6469_7074_7963_6802L;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PATIENCE_SECONDS = 3;

    private final Connection session;

    private Leadership(Connection session) {
        this.session = session;
    }

    /// Waits until this instance leads; null when it is told to stop before.
    static @Nullable Leadership await(DataSource connections, StopSignal stop)
            throws SQLException, InterruptedException {
        Connection session = connections.getConnection();
        boolean leads = false;
        try {
            leads = tryLock(session);
            while (!leads && !stop.await(PAUSE)) {
                leads = tryLock(session);
            }
            return leads ? new Leadership(session) : null;
        } finally {
            if (!leads) {
                session.close();
            }
        }
    }

    /// Whether it still does.
    boolean holds() throws SQLException {
        return session.isValid(PATIENCE_SECONDS);
    }

    private static boolean tryLock(Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (session;
                PreparedStatement statement = session.prepareStatement("select pg_advisory_unlock(?)")) {
            statement.setLong(1, LOCK);
            var _ = statement.execute();
        }
    }
}
