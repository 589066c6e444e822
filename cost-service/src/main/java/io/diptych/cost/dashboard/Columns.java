package io.diptych.cost.dashboard;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Sets the columns of a row, one after the other.
final class Columns {
    // A clock may be absurdly wrong; nothing is lost for that.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final PreparedStatement row;
    private int column;

    Columns(PreparedStatement row) {
        this.row = row;
    }

    Columns text(@Nullable String value) throws SQLException {
        row.setString(++column, value == null ? null : storable(value));
        return this;
    }

    Columns json(@Nullable String value) throws SQLException {
        row.setObject(++column, value, Types.OTHER);
        return this;
    }

    Columns number(@Nullable Long value) throws SQLException {
        row.setObject(++column, value, Types.BIGINT);
        return this;
    }

    Columns integer(@Nullable Integer value) throws SQLException {
        row.setObject(++column, value, Types.INTEGER);
        return this;
    }

    Columns flag(boolean value) throws SQLException {
        row.setBoolean(++column, value);
        return this;
    }

    Columns bytes(byte @Nullable [] value) throws SQLException {
        row.setBytes(++column, value);
        return this;
    }

    Columns moment(Instant value) throws SQLException {
        Instant storable = value.isBefore(EARLIEST) ? EARLIEST : value.isAfter(LATEST) ? LATEST : value;
        row.setObject(++column, storable.atOffset(ZoneOffset.UTC));
        return this;
    }

    /// PostgreSQL has no place for this character in a text.
    static String storable(String value) {
        return value.replace("\0", "");
    }
}
