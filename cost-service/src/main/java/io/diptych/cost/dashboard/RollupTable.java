package io.diptych.cost.dashboard;

import io.diptych.cost.rollup.Cube;
import io.diptych.cost.rollup.Window;
import io.diptych.events.CostRollup;
import io.diptych.schemas.Topic;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The newest value of each sum of `cost.rollups`, as it is written.
final class RollupTable {
    private static final List<String> KEY = List.of("cube", "time_window", "window_start", "rollup_key");
    private static final List<String> COLUMNS = List.of(
            "tenant",
            "project",
            "campaign",
            "sku",
            "stage",
            "provider",
            "model",
            "tier",
            "lane",
            "rule_id",
            "policy",
            "policy_version",
            "template_version",
            "charges",
            "images",
            "rework",
            "amount_micros",
            "held_micros",
            "unpriced",
            "rework_micros",
            "saved_micros",
            "attempts",
            "calls",
            "retries",
            "regenerations",
            "accepted",
            "escalations",
            "failed",
            "latencies");
    private static final String UPSERT = "insert into cost_rollup (" + String.join(", ", KEY) + ", "
            + String.join(", ", COLUMNS) + ") values (" + "?, ".repeat(KEY.size() + COLUMNS.size() - 1) + "?)"
            + " on conflict (" + String.join(", ", KEY) + ") do update set "
            + COLUMNS.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
    private static final String FORGET =
            "delete from cost_rollup where cube = ? and time_window = ? and window_start < ?";
    private static final int BATCH = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final Topic<CostRollup> topic;

    RollupTable(JdbcTemplate jdbc, Topic<CostRollup> topic) {
        this.jdbc = jdbc;
        this.topic = topic;
    }

    /// Stores sums; of several values of the same, the last.
    void put(Collection<CostRollup> rollups) {
        Map<String, CostRollup> newest = new LinkedHashMap<>();
        rollups.forEach(rollup -> newest.put(topic.keyOf(rollup), rollup));
        jdbc.batchUpdate(UPSERT, newest.entrySet(), BATCH, (row, one) -> set(row, one.getKey(), one.getValue()));
    }

    /// Forgets sums over windows that are too short for their age.
    void tidy(Instant now) {
        for (Cube cube : Cube.values()) {
            for (Window window : cube.windows()) {
                jdbc.update(
                        FORGET,
                        cube.name(),
                        window.iso(),
                        now.minus(Span.kept(window)).atOffset(ZoneOffset.UTC));
            }
        }
    }

    private static void set(PreparedStatement row, String key, CostRollup rollup) throws SQLException {
        new Columns(row)
                .text(rollup.getCube())
                .text(rollup.getWindow())
                .moment(rollup.getWindowStart())
                .text(key)
                .text(rollup.getTenant())
                .text(rollup.getProject())
                .text(rollup.getCampaign())
                .text(rollup.getSku())
                .text(rollup.getStage().name())
                .text(rollup.getProvider())
                .text(rollup.getModel())
                .text(rollup.getTier())
                .text(rollup.getLane().name())
                .text(rollup.getRuleId())
                .text(rollup.getPolicy())
                .text(rollup.getPolicyVersion())
                .text(rollup.getTemplateVersion())
                .number(rollup.getCharges())
                .number(rollup.getImages())
                .number(rollup.getRework())
                .number(rollup.getAmountMicros())
                .number(rollup.getHeldMicros())
                .number(rollup.getUnpriced())
                .number(rollup.getReworkMicros())
                .number(rollup.getSavedMicros())
                .number(rollup.getAttempts())
                .number(rollup.getCalls())
                .number(rollup.getRetries())
                .number(rollup.getRegenerations())
                .number(rollup.getAccepted())
                .number(rollup.getEscalations())
                .json(rollup.getFailed().isEmpty() ? null : JSON.writeValueAsString(rollup.getFailed()))
                .bytes(Cube.ROUTE.name().equals(rollup.getCube()) ? bytes(rollup.getLatencies()) : null);
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer sketch) {
        if (sketch == null) {
            return null;
        }
        byte[] copy = new byte[sketch.remaining()];
        sketch.duplicate().get(copy);
        return copy;
    }
}
