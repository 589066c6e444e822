package io.diptych.cost;

import static io.diptych.cost.CostStack.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.platform.assets.AssetStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a dashboard is answered, by the service as it is deployed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardApiIT {
    private final CostStack stack = CostStack.shared();
    private final BoardEvents events = new BoardEvents(stack, "board", Instant.now());

    @BeforeAll
    void publish() {
        events.publish();
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode overview = stack.json("/api/costs/overview?last=PT1H&tenant=board");
            assertThat(overview.at("/total/attempts").asInt()).isEqualTo(5);
            assertThat(overview.at("/total/accepted").asInt()).isEqualTo(2);
            assertThat(overview.at("/total/escalations").asInt()).isEqualTo(1);
            assertThat(overview.at("/budgets").size()).isEqualTo(1);
            assertThat(ledger().get("charges").asInt()).isEqualTo(3);
            // Sums, ledger and attempts come by topics of their own.
            JsonNode attempts =
                    stack.json("/api/costs/drilldown?last=PT1H&tenant=board").get("attempts");
            assertThat(attempts.size()).isEqualTo(5);
            assertThat(attempts.findValues("accepted").stream().filter(JsonNode::asBoolean))
                    .hasSize(2);
        });
    }

    @Test
    void saysAtFirstSightWhatTheLedgerSays() throws Exception {
        JsonNode overview = stack.json("/api/costs/overview?last=PT1H&tenant=board");

        JsonNode total = overview.get("total");
        assertThat(total.get("amountMicros").asLong())
                .isEqualTo(ledger().get("amountMicros").asLong())
                .isEqualTo(2 * 32_000 + 125_000);
        assertThat(total.get("heldMicros").asLong())
                .isEqualTo(ledger().get("heldMicros").asLong())
                .isEqualTo(overview.get("openHeldMicros").asLong());
        assertThat(total.get("perAcceptedMicros").asLong()).isEqualTo(94_500);
        assertThat(total.get("rework").asLong()).isEqualTo(1);
        assertThat(total.get("reworkMicros").asLong()).isEqualTo(125_000);
        assertThat(total.get("failed").asLong()).isEqualTo(2);
        assertThat(overview.at("/before/amountMicros").asLong()).isZero();
        assertThat(overview.at("/span/window").asString()).isEqualTo("PT1M");
        assertThat(sum(overview.get("series"), "amountMicros"))
                .isEqualTo(total.get("amountMicros").asLong());
        assertThat(sum(overview.at("/breakdown/rows"), "amountMicros"))
                .isEqualTo(total.get("amountMicros").asLong());
        assertThat(overview.at("/failures/0").toString())
                .isEqualTo("{\"code\":\"UNAVAILABLE\",\"value\":\"gpt-image-2\",\"attempts\":2}");
        assertThat(overview.at("/month/spentMicros").asLong()).isGreaterThanOrEqualTo(189_000);
        assertThat(overview.at("/budgets/0/budgetId").asString()).isEqualTo("board-month");
        assertThat(overview.at("/budgets/0/forecastMicros").asLong()).isEqualTo(1_500_000);
        assertThat(overview.get("tenants").toString()).contains("\"board\"");
    }

    @ParameterizedTest
    @CsvSource({
        "model, gpt-image-2",
        "rule, rule-1",
        "policy, dual@1",
        "template, t@1",
        "'sku', '=SKU,7'",
        "project, launch",
        "stage, WHITE_BACKGROUND",
        "lane, INTERACTIVE"
    })
    void addsUpTheSameByEveryDimension(String by, String value) throws Exception {
        JsonNode answer = stack.json("/api/costs/breakdown?last=P1D&tenant=board&by=" + by);

        assertThat(answer.get("rows").size()).isEqualTo(1);
        assertThat(answer.at("/rows/0/values/" + by).asString()).isEqualTo(value);
        assertThat(answer.at("/rows/0/amountMicros").asLong()).isEqualTo(189_000);
        assertThat(answer.at("/rows/0/accepted").asLong()).isEqualTo(2);
    }

    @Test
    void writesTablesForSpreadsheetsThatRunNothing() throws Exception {
        HttpResponse<String> table =
                stack.get("/api/costs/breakdown?last=P1D&tenant=board&by=campaign,sku&format=csv", "*/*");

        assertThat(table.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(table.body()).isEqualTo("""
                        campaign,sku,charges,images,accepted,amountMicros,perAcceptedMicros,rework,reworkMicros,heldMicros,\
                        unpriced,savedMicros,attempts,failed,calls,retries,escalations,regenerations\r
                        board,"'=SKU,7",3,3,2,189000,94500,1,125000,32000,0,0,5,2,5,0,1,0\r
                        """);
        assertThat(stack.get("/api/costs/series?last=PT1H&tenant=board&format=csv", "*/*")
                        .body())
                .startsWith("start,model,charges")
                .contains(",gpt-image-2,");
        assertThat(stack.get("/api/costs/failures?last=PT1H&tenant=board", "text/csv")
                        .body())
                .isEqualTo("code,model,attempts\r\nUNAVAILABLE,gpt-image-2,2\r\n");
        assertThat(stack.get("/api/costs/latencies?last=PT1H&tenant=board&by=tenant", "text/csv")
                        .body())
                .startsWith("tenant,p50Millis,p95Millis,p99Millis\r\nboard,");
        assertThat(stack.get("/api/costs/budgets?tenant=board", "text/csv").body())
                .contains("board,board-month,,,true,2000000,189000,32000,1500000,");
        assertThat(stack.get("/api/costs/drilldown?last=PT1H&tenant=board", "text/csv")
                        .body()
                        .lines())
                .hasSize(6);
    }

    @Test
    void knowsHowLongProvidersTake() throws Exception {
        JsonNode times = stack.json("/api/costs/latencies?last=PT1H&tenant=board");

        assertThat(times.at("/0/value").asString()).isEqualTo("gpt-image-2");
        assertThat(times.at("/0/p50Millis").asDouble()).isBetween(3_960.0, 4_040.0);
        assertThat(times.at("/0/p99Millis").asDouble()).isBetween(3_960.0, 4_040.0);
    }

    @Test
    void showsTheAttemptsBehindABarPageByPage() throws Exception {
        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = stack.json("/api/costs/drilldown?last=PT1H&tenant=board&model=gpt-image-2&limit=2&after="
                    + URLEncoder.encode(next, StandardCharsets.UTF_8));
            page.get("attempts").forEach(one -> found.add(one.get("attemptId").asString()));
            next = page.get("next").isNull() ? "" : page.get("next").asString();
        } while (!next.isEmpty());

        assertThat(found).hasSize(5).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "rework=true, board-2#0.2",
        "billing=UNKNOWN, board-4#0.1",
        "failure=UNAVAILABLE&billing=NOT_BILLED, board-3#0.1",
        "accepted=true&rework=false&tier=medium, board-1#0.1",
        "sku=%3DSKU%2C7&tier=high, board-2#0.2",
        "policy=dual%401&rule=rule-1&template=t%401&project=launch&campaign=board&tier=high, board-2#0.2"
    })
    void findsTheAttemptsOfOneKind(String question, String attempt) throws Exception {
        JsonNode page = stack.json("/api/costs/drilldown?last=PT1H&tenant=board&" + question);

        assertThat(page.get("attempts").size()).isEqualTo(1);
        assertThat(page.at("/attempts/0/attemptId").asString()).isEqualTo(attempt);
        assertThat(page.get("next").isNull()).isTrue();
    }

    @Test
    void saysOfAnAttemptWhatTheLedgerSays() throws Exception {
        JsonNode charged = stack.json("/api/costs/drilldown?last=PT1H&tenant=board&rework=true")
                .at("/attempts/0");
        JsonNode open = stack.json("/api/costs/drilldown?last=PT1H&tenant=board&billing=UNKNOWN")
                .at("/attempts/0");

        assertThat(charged.get("chargedMicros").asLong()).isEqualTo(125_000);
        assertThat(charged.get("accepted").asBoolean()).isTrue();
        assertThat(charged.get("posted").asBoolean()).isTrue();
        assertThat(charged.get("explanation").asString()).isNotEmpty();
        assertThat(charged.at("/image/width").asInt()).isEqualTo(640);
        assertThat(open.get("heldMicros").asLong()).isEqualTo(32_000);
        assertThat(open.get("chargedMicros").isNull()).isTrue();
        assertThat(open.get("image").isNull()).isTrue();
        assertThat(stack.json("/api/costs/drilldown?last=PT1H&tenant=board&without=campaign")
                        .get("attempts")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void showsImagesOfAttemptsAndOfNothingElse() throws Exception {
        String stranger = stack.bean(AssetStore.class)
                .put("a secret".getBytes(StandardCharsets.UTF_8), "image/png", 1, 1)
                .getSha256();

        HttpResponse<byte[]> small = stack.bytes("/api/costs/image?attempt=board-1%230.1&width=160");

        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(small.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(small.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
        var image = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(small.body())));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(160, 80);
        assertThat(stack.bytes("/api/costs/image?attempt=" + stranger).statusCode())
                .isEqualTo(404);
        assertThat(stack.bytes("/api/costs/image?attempt=board-3%230.1").statusCode())
                .isEqualTo(404);
        assertThat(stack.get("/api/costs/image?attempt=board-1%230.1&width=5000", "*/*")
                        .body())
                .contains("width is '5000', must be one of [160, 480, 960]");
    }

    @ParameterizedTest
    @CsvSource({
        "'overview?last=yesterday', last is 'yesterday'",
        "'overview?last=PT1H&from=2026-11-20', last is 'PT1H'",
        "'overview?from=2026-11-20&to=2026-11-20', to is '2026-11-20'",
        "'breakdown?by=rule,sku', 'by is ''rule,sku'''",
        "'breakdown?by=,', 'by is '','''",
        "'series?by=stage,model', 'by is ''stage,model'', must be one dimension'",
        "'latencies?by=rule', by is 'rule'",
        "'drilldown?failure=BAD', failure is 'BAD'",
        "'drilldown?rework=maybe', rework is 'maybe'",
        "'drilldown?limit=0', limit is '0'",
        "'drilldown?after=x', after is 'x'",
        "'live?last=x', last is 'x'"
    })
    void namesTheParameterThatIsWrong(String question, String message) throws Exception {
        HttpResponse<String> answer = stack.get("/api/costs/" + question, "*/*");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
    }

    @Test
    void servesAPageThatMayRunNothingButItself() throws Exception {
        HttpResponse<String> root = stack.get("/", "text/html");
        HttpResponse<String> page = stack.get("/dashboard/", "text/html");

        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(root.headers().firstValue("Location").orElseThrow()).endsWith("/dashboard/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<script>", " style=", " onclick=", "http://", "https://");
        assertThat(stack.get("/dashboard/charts/chart.umd.js", "*/*").body()).contains("Chart.js v");
        assertThat(stack.get("/dashboard/../application.yaml", "*/*").statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    private JsonNode ledger() throws IOException, InterruptedException {
        return stack.json("/api/costs?tenant=board").get("total");
    }

    private static long sum(JsonNode rows, String field) {
        long sum = 0;
        for (JsonNode row : rows) {
            sum += row.get(field).asLong();
        }
        return sum;
    }
}
