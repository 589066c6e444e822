package io.diptych.benchmarks.dashboard;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import io.diptych.platform.assets.AssetStore;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;

/// Fills the tables of cost accounting with thirty days of attempts, as the service would have by now: postings,
/// attempts, kinds, and the sums over them, made inside PostgreSQL.
final class LargeLedger {
    private static final int IMAGES = 12;
    private static final int SKETCHES = 8;
    private static final long SEED = 42;
    private static final String MONTHS = "now() - interval '40 days'";
    private static final String MINUTES = "now() - interval '8 days'";

    private final Connection database;
    private final AssetStore assets;

    LargeLedger(Connection database, AssetStore assets) {
        this.database = database;
        this.assets = assets;
    }

    /// Fills the tables.
    ///
    /// @return postings there are now
    long fill(long attempts) throws SQLException, IOException {
        try (Statement sql = database.createStatement()) {
            sql.execute("set work_mem = '256MB'; set synchronous_commit = off");
            sql.execute("set bench.attempts = '" + attempts + "'; set bench.seed = '0.42'");
            sql.execute("create temporary table bench_image (no int, sha256 text)");
            sql.execute("create temporary table bench_sketch (no int, sketch bytea)");
            storeImages();
            storeSketches();
            partition(sql);
            sql.execute(resource("fill.sql"));
            sums(sql);
            sql.execute(
                    "insert into budget_status values ('tenant-01', 'tenant-01', 'tenant-01-month', null, null, true,"
                            + " 9000000000, 6200000000, 40000000, 9900000000, date_trunc('month', now()),"
                            + " date_trunc('month', now()) + interval '1 month', 50, false, now())");
            sql.execute("vacuum (analyze) cost_entry, ended_attempt, attempt_kind, cost_rollup");
            try (var rows = sql.executeQuery("select count(*) from cost_entry")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void partition(Statement sql) throws SQLException {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        for (YearMonth month : List.of(now.minusMonths(1), now)) {
            sql.execute(
                    "create table if not exists cost_entry_%d_%02d partition of cost_entry for values from ('%s-01T00:00:00Z') to ('%s-01T00:00:00Z')"
                            .formatted(month.getYear(), month.getMonthValue(), month, month.plusMonths(1)));
        }
    }

    private static void sums(Statement sql) throws SQLException, IOException {
        String route = "null, campaign, null, stage, provider, model, tier, lane, null, null, null, null";
        String routeKey = "concat_ws('|', tenant, campaign, stage, provider, model, tier, lane)";
        String routeBy = "campaign, stage, provider, model, tier, lane";
        sum(sql, "ROUTE", "PT1M", "minute", route, routeKey, MINUTES, true, routeBy);
        sum(sql, "ROUTE", "PT1H", "hour", route, routeKey, MONTHS, true, routeBy);
        sum(sql, "ROUTE", "P1D", "day", route, routeKey, MONTHS, true, routeBy);
        String policy =
                "null, null, null, 'OTHER', provider, model, '*', 'INTERACTIVE', rule_id, policy, policy_version, null";
        String policyKey = "concat_ws('|', tenant, policy, policy_version, rule_id, model)";
        String policyBy = "provider, model, rule_id, policy, policy_version";
        sum(sql, "POLICY", "PT1H", "hour", policy, policyKey, MONTHS, false, policyBy);
        sum(sql, "POLICY", "P1D", "day", policy, policyKey, MONTHS, false, policyBy);
        String template =
                "null, null, null, stage, provider, model, '*', 'INTERACTIVE', null, null, null, template_version";
        String templateKey = "concat_ws('|', tenant, template_version, stage, model)";
        String templateBy = "stage, provider, model, template_version";
        sum(sql, "TEMPLATE", "PT1H", "hour", template, templateKey, MONTHS, false, templateBy);
        sum(sql, "TEMPLATE", "P1D", "day", template, templateKey, MONTHS, false, templateBy);
        String sku = "project, campaign, sku, 'OTHER', '*', '*', '*', 'INTERACTIVE', null, null, null, null";
        sum(
                sql,
                "SKU",
                "P1D",
                "day",
                sku,
                "concat_ws('|', tenant, project, campaign, sku)",
                MONTHS,
                false,
                "project, campaign, sku");
    }

    private static void sum(
            Statement sql,
            String cube,
            String window,
            String unit,
            String columns,
            String key,
            String from,
            boolean latencies,
            String by)
            throws SQLException, IOException {
        sql.execute(resource("sum.sql").formatted(cube, window, unit, columns, key, from, latencies, by));
    }

    private void storeImages() throws SQLException, IOException {
        try (PreparedStatement row = database.prepareStatement("insert into bench_image values (?, ?)")) {
            for (int i = 0; i < IMAGES; i++) {
                row.setInt(1, i);
                row.setString(2, assets.put(image(i), "image/png", 1024, 1024).getSha256());
                row.executeUpdate();
            }
        }
    }

    private static byte[] image(int number) throws IOException {
        BufferedImage image = new BufferedImage(1024, 1024, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(number / (float) IMAGES, 0.25f, 0.96f));
        pen.fillRect(0, 0, 1024, 1024);
        pen.setColor(Color.getHSBColor(number / (float) IMAGES, 0.7f, 0.7f));
        pen.fillRoundRect(350, 200, 324, 640, 90, 90);
        pen.setColor(Color.WHITE);
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 120));
        pen.drawString(String.valueOf(number + 1), 440, 560);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("the JDK writes no PNG");
        }
        return bytes.toByteArray();
    }

    private void storeSketches() throws SQLException, IOException {
        Random random = new Random(SEED);
        try (PreparedStatement row = database.prepareStatement("insert into bench_sketch values (?, ?)")) {
            for (int i = 0; i < SKETCHES; i++) {
                DDSketch sketch = DDSketches.collapsingLowestDense(0.01, 1024);
                for (int j = 0; j < 40; j++) {
                    sketch.accept(3_000 + 20_000 * Math.pow(random.nextDouble(), 4));
                }
                GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
                sketch.encode(bytes, false);
                row.setInt(1, i);
                row.setBytes(2, bytes.trimmedCopy());
                row.executeUpdate();
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = LargeLedger.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
