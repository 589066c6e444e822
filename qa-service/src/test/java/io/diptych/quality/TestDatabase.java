package io.diptych.quality;

import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/// Databases of their own for test classes that run side by side.
public final class TestDatabase {
    private TestDatabase() {}

    /// Creates an empty database on the shared server.
    public static JdbcAddress create(Class<?> test) {
        JdbcAddress server = EmbeddedInfrastructure.shared(Part.POSTGRES).postgres();
        String name = test.getSimpleName().toLowerCase(Locale.ROOT);
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = server.url().replaceFirst("/[^/]*$", "/" + name);
        return new JdbcAddress(url, server.user(), server.password());
    }
}
