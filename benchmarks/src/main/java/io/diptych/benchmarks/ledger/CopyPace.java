package io.diptych.benchmarks.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// PostgreSQL's own COPY of the rows that the ledger has, from memory, in one statement: the limit beside which the
/// ledger stands.
final class CopyPace {
    private final DataSource connections;

    CopyPace(DataSource connections) {
        this.connections = connections;
    }

    /// Rows a second into a table of the same columns.
    ///
    /// @param rows    most rows to copy
    /// @param indexes whether that table has the ledger's indexes and constraints
    double measure(int rows, boolean indexes) throws SQLException, IOException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            long found = copy.copyOut("copy (select * from cost_entry limit " + rows + ") to stdout", data);
            boolean _ = statement.execute("create table copy_peer (like cost_entry including defaults"
                    + (indexes ? " including indexes including constraints)" : ")"));
            try {
                long begin = System.nanoTime();
                long copied = copy.copyIn("copy copy_peer from stdin", new ByteArrayInputStream(data.toByteArray()));
                double pace = copied * 1e9 / (System.nanoTime() - begin);
                if (copied != found) {
                    throw new IllegalStateException("COPY took " + copied + " of " + found + " rows");
                }
                return pace;
            } finally {
                boolean _ = statement.execute("drop table copy_peer");
            }
        }
    }
}
