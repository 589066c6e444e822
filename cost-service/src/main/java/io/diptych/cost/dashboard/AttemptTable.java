package io.diptych.cost.dashboard;

import io.diptych.events.AssetRef;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// The attempts that ended, as they are written. Result and outcome of an attempt may come in any order.
final class AttemptTable {
    private static final String INSERT = "insert into ended_attempt (attempt_id, job_id, kind_id, attempt_no, sku,"
            + " ended_at, provider_millis, image_sha256, image_type, image_width, image_height, image_bytes, accepted)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (attempt_id) do update set ";
    private static final String ENDED = INSERT + "kind_id = excluded.kind_id, ended_at = excluded.ended_at,"
            + " provider_millis = excluded.provider_millis,"
            + " image_sha256 = coalesce(excluded.image_sha256, ended_attempt.image_sha256),"
            + " image_type = coalesce(excluded.image_type, ended_attempt.image_type),"
            + " image_width = coalesce(excluded.image_width, ended_attempt.image_width),"
            + " image_height = coalesce(excluded.image_height, ended_attempt.image_height),"
            + " image_bytes = coalesce(excluded.image_bytes, ended_attempt.image_bytes)";
    private static final String ACCEPTED = INSERT + "accepted = true";
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;

    AttemptTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores attempts.
    ///
    /// @param attempts with their kinds by number
    void put(Collection<Numbered> attempts) {
        write(ENDED, attempts, false);
        write(ACCEPTED, attempts, true);
    }

    private void write(String sql, Collection<Numbered> attempts, boolean accepted) {
        Map<String, Numbered> newest = new LinkedHashMap<>();
        attempts.stream()
                .filter(one -> one.attempt().accepted() == accepted)
                .forEach(one -> newest.put(one.attempt().attemptId(), one));
        jdbc.batchUpdate(sql, newest.values(), BATCH, AttemptTable::set);
    }

    private static void set(PreparedStatement row, Numbered one) throws SQLException {
        EndedAttempt attempt = one.attempt();
        AssetRef image = attempt.image();
        new Columns(row)
                .text(attempt.attemptId())
                .text(attempt.jobId())
                .integer(one.kindId())
                .integer(attempt.attemptNo())
                .text(attempt.sku())
                .moment(attempt.endedAt())
                .number(attempt.providerMillis())
                .text(image == null ? null : image.getSha256())
                .text(image == null ? null : image.getMediaType())
                .integer(image == null ? null : Integer.valueOf(image.getWidth()))
                .integer(image == null ? null : Integer.valueOf(image.getHeight()))
                .number(image == null ? null : Long.valueOf(image.getBytes()))
                .flag(attempt.accepted());
    }

    /// An attempt and the number of its kind.
    record Numbered(EndedAttempt attempt, int kindId) {}
}
