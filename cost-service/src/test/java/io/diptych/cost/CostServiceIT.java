package io.diptych.cost;

import static io.diptych.cost.CostStack.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.catalog.Catalog;
import io.diptych.cost.pricing.Postings;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.CostRollup;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.testing.TestTopics;
import io.diptych.schemas.Topics;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as it is deployed, beside a real broker, a real registry and a real PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostServiceIT {
    private final CostStack stack = CostStack.shared();
    private final Topics topics = stack.topics();
    private final TestTopics events = stack.events();

    @BeforeAll
    void start() {
        publish();
        await().atMost(SOON).until(() -> total().get("charges").asInt() == 31);
    }

    private void publish() {
        for (int i = 0; i < 20; i++) {
            events.send(topics.results(), TestResults.gpt("gpt-" + i));
            events.send(topics.results(), TestResults.gpt("gpt-" + i));
        }
        for (int i = 0; i < 10; i++) {
            events.send(topics.results(), TestResults.geminiBatch("gemini-" + i));
        }
        events.send(
                topics.results(),
                TestResults.of("gpt-0", 2, "openai", "gpt-image-2", "high", Lane.BULK, Stage.WHITE_BACKGROUND)
                        .build());
        events.send(topics.results(), TestResults.withoutImage(TestResults.gpt("lost"), Billing.UNKNOWN));
        events.send(topics.results(), TestResults.withoutImage(TestResults.gpt("free"), Billing.NOT_BILLED));
        events.send(
                topics.results(),
                TestResults.withoutImage(
                        TestResults.of("strange", 1, "p", "nobody", "1K", Lane.BULK, Stage.OTHER)
                                .build(),
                        Billing.UNKNOWN));
        byte[] garbage = "not avro".getBytes(StandardCharsets.UTF_8);
        events.send(new ProducerRecord<>(topics.results().name(), garbage, garbage));
        events.send(new ProducerRecord<>(topics.costEntries().name(), garbage, garbage));
        events.send(
                topics.costEntries(),
                CostEntry.newBuilder(new Postings(Catalog.load().priceBook("seed-000"))
                                .of(TestResults.gpt("euro"))
                                .getFirst())
                        .setCurrency("EUR")
                        .build());
    }

    @Test
    void postsEachAttemptOnceHoweverOftenItsResultComes() {
        List<String> ids = events.records(topics.costEntries().name()).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .filter(key -> !key.equals("not avro")
                        && !key.startsWith("invoiced")
                        && !key.startsWith("board")
                        && !key.startsWith("euro"))
                .toList();

        assertThat(ids).hasSize(33).doesNotHaveDuplicates();
    }

    @Test
    void sumsOnTheTopicAreThoseOfTheLedger() {
        await().atMost(SOON).untilAsserted(() -> {
            Map<String, CostRollup> last = new HashMap<>();
            events.events(topics.costRollups()).stream()
                    .filter(rollup -> rollup.getCube().equals("ROUTE")
                            && rollup.getTenant().equals("acme")
                            && rollup.getWindow().equals("P1D"))
                    .forEach(rollup -> last.put(topics.costRollups().keyOf(rollup), rollup));
            assertThat(last.values().stream()
                            .mapToLong(CostRollup::getAmountMicros)
                            .sum())
                    .isEqualTo(total().get("amountMicros").asLong());
            assertThat(last.values().stream()
                            .mapToLong(CostRollup::getHeldMicros)
                            .sum())
                    .isEqualTo(total().get("heldMicros").asLong());
        });
    }

    @Test
    void deadLettersWhatItCannotRead() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(letters(topics.results().deadLetters())).hasSize(1);
            assertThat(letters(topics.costEntries().deadLetters())).hasSize(2);
        });
        assertThat(letters(topics.costEntries().deadLetters())).contains("currency is 'EUR', must be USD");
        assertThat(letters(topics.results().deadLetters()).getFirst()).contains("magic byte 0");
    }

    @Test
    void tellsAnAlertAgainUntilTheWebhookTakesIt() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stack.receiver().taken()).anyMatch(alert -> alert.contains("PRICE_UNKNOWN")));

        assertThat(stack.receiver().refused()).isEqualTo(2);
    }

    @Test
    void saysWhatWasSpent() throws Exception {
        JsonNode total = total();

        assertThat(total.get("amountMicros").asLong()).isEqualTo(20 * 32_000 + 10 * 34_000 + 125_000);
        assertThat(total.get("images").asLong()).isEqualTo(31);
        assertThat(total.get("rework").asLong()).isEqualTo(1);
        assertThat(total.get("heldMicros").asLong()).isEqualTo(32_000);
        assertThat(total.get("unpriced").asLong()).isEqualTo(1);
    }

    @Test
    void groupsByWhatIsAsked() throws Exception {
        JsonNode answer = json("/api/costs?by=model,tier&tenant=acme&campaign=spring&from=2026-11-20&to=2026-11-21");

        assertThat(answer.get("by").toString()).isEqualTo("[\"model\",\"tier\"]");
        assertThat(answer.get("currency").asString()).isEqualTo("USD");
        assertThat(answer.get("groups").get(0).toString())
                .isEqualTo(
                        "{\"dimensions\":{\"model\":\"gpt-image-2\",\"tier\":\"medium\"},\"images\":20,\"charges\":20,"
                                + "\"rework\":0,\"amountMicros\":640000,\"heldMicros\":32000,\"unpriced\":0}");
        assertThat(answer.get("groups").size()).isEqualTo(4);
        assertThat(answer.at("/total/charges").asInt()).isEqualTo(31);
    }

    @Test
    void knowsEveryDimension() throws Exception {
        JsonNode answer = json("/api/costs?by=stage,model,tier,lane,campaign,tenant,provider,sku,project,rule,"
                + "policy,template,day&tenant=acme");

        assertThat(answer.at("/groups/0/dimensions").toString())
                .isEqualTo("{\"stage\":\"WHITE_BACKGROUND\",\"model\":\"gpt-image-2\",\"tier\":\"medium\","
                        + "\"lane\":\"INTERACTIVE\",\"campaign\":\"spring\",\"tenant\":\"acme\",\"provider\":\"openai\","
                        + "\"sku\":\"SKU-1\",\"project\":null,\"rule\":\"rule-1\",\"policy\":\"dual@1\","
                        + "\"template\":\"t@1\",\"day\":\"2026-11-20\"}");
    }

    @Test
    void findsNothingWhereNothingIs() throws Exception {
        assertThat(json("/api/costs?by=model&to=2026-11-20&tenant=acme").toString())
                .contains("\"groups\":[]");
        assertThat(json("/api/costs?tenant=nobody").at("/total/charges").asInt())
                .isZero();
    }

    @Test
    void writesATableForSpreadsheets() throws Exception {
        HttpResponse<String> byAccept = get("/api/costs?by=lane&tenant=acme", "text/csv");
        HttpResponse<String> byParameter = get("/api/costs?by=lane&tenant=acme&format=csv", "*/*");

        assertThat(byAccept.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(byAccept.body()).isEqualTo("""
                        lane,images,charges,rework,amountMicros,heldMicros,unpriced\r
                        INTERACTIVE,20,20,0,640000,32000,0\r
                        BATCH,10,10,0,340000,0,0\r
                        BULK,1,1,1,125000,0,1\r
                        """);
        assertThat(byParameter.body()).isEqualTo(byAccept.body());
    }

    @Test
    void namesTheParameterThatIsWrong() throws Exception {
        HttpResponse<String> answer = get("/api/costs?by=colour", "*/*");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.get("field").asString()).isEqualTo("by");
        assertThat(problem.get("detail").asString())
                .isEqualTo("by is 'colour', must be one of stage, model, tier, lane, campaign, tenant, provider, sku,"
                        + " project, rule, policy, template, day");
        assertThat(get("/api/costs?by=colour", "text/csv").statusCode()).isEqualTo(400);
        assertThat(get("/api/costs/attempts?limit=many", "*/*").body()).contains("limit is 'many'");
    }

    @Test
    void pagesThroughTheAttempts() throws Exception {
        JsonNode first = json("/api/costs/attempts?campaign=spring&tenant=acme&limit=20");
        JsonNode second = json("/api/costs/attempts?campaign=spring&tenant=acme&limit=20&after="
                + URLEncoder.encode(first.get("next").asString(), StandardCharsets.UTF_8));

        assertThat(first.get("entries").size()).isEqualTo(20);
        assertThat(second.get("entries").size()).isEqualTo(13);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(first.at("/entries/0/entryId").asString()).isEqualTo("gemini-0#0.1/CHARGE/1");
        assertThat(first.at("/entries/0/amountMicros").asLong()).isEqualTo(34_000);
        assertThat(first.at("/entries/0/occurredAt").asString()).isEqualTo("2026-11-20T10:00:30Z");
        assertThat(second.toString())
                .contains("\"entryId\":\"strange#0.1/HOLD/1\"")
                .contains("\"amountMicros\":null");
    }

    @Test
    void showsWhatNobodyKnowsYet() throws Exception {
        JsonNode open = json("/api/costs/holds?tenant=acme");

        assertThat(open.size()).isEqualTo(2);
        assertThat(open.toString())
                .contains("\"attemptId\":\"lost#0.1\"")
                .contains("\"heldMicros\":32000")
                .contains("\"attemptId\":\"strange#0.1\"");
        assertThat(json("/api/costs/holds?tenant=nobody").isEmpty()).isTrue();
    }

    @Test
    void settlesADifferenceThatNothingExplainsOnlyWhereItIsAccepted() throws Exception {
        // Given
        GenerationResult own = GenerationResult.newBuilder(TestResults.gpt("invoiced"))
                .setTenant("audited")
                .setOccurredAt(Instant.parse("2026-10-10T10:00:00Z"))
                .build();
        events.send(topics.results(), own);
        await().atMost(SOON)
                .until(() ->
                        json("/api/costs?tenant=audited").at("/total/charges").asInt() == 1);
        String csv = """
                at,provider,model,clientRequestId,providerRequestId,amountMicros
                2026-10-10T10:00:00Z,openai,gpt-image-2,invoiced#0.1,req-invoiced,30000
                """;

        // When
        JsonNode looked = JsonMapper.shared().readTree(post("/api/costs/reconciliations?invoice=october", csv));
        JsonNode applied =
                JsonMapper.shared().readTree(post("/api/costs/reconciliations?invoice=october&apply=true", csv));
        JsonNode accepted = JsonMapper.shared()
                .readTree(post("/api/costs/reconciliations?invoice=october&apply=true&accept=true", csv));
        post("/api/costs/reconciliations?invoice=october&apply=true&accept=true", csv);

        // Then
        assertThat(looked.at("/differences/0/kind").asString()).isEqualTo("UNEXPLAINED");
        assertThat(looked.get("unexplained").asInt()).isEqualTo(1);
        assertThat(looked.get("unexplainedMicros").asLong()).isEqualTo(2_000);
        assertThat(applied.get("settled").asInt()).isZero();
        assertThat(accepted.get("settled").asInt()).isEqualTo(1);
        await().atMost(SOON)
                .until(() -> json("/api/costs?tenant=audited")
                                .at("/total/amountMicros")
                                .asLong()
                        == 30_000);
        JsonNode again = JsonMapper.shared().readTree(post("/api/costs/reconciliations?invoice=october", csv));
        assertThat(again.get("matched").asInt()).isEqualTo(1);
        assertThat(again.get("differences").isEmpty()).isTrue();
    }

    @Test
    void namesTheLineAndFieldOfAnInvoiceThatIsWrong() throws Exception {
        String answer = post("/api/costs/reconciliations?invoice=bad", """
                at,provider,model,clientRequestId,providerRequestId,amountMicros
                yesterday,openai,gpt-image-2,a#0.1,req-1,30000
                """);

        assertThat(answer).contains("line 2: field at is 'yesterday', must be a moment such as 2026-11-20T08:00:00Z");
    }

    private String post(String path, String csv) throws IOException, InterruptedException {
        return stack.http()
                .send(
                        HttpRequest.newBuilder(stack.address(path))
                                .header("Content-Type", "text/csv")
                                .POST(HttpRequest.BodyPublishers.ofString(csv))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void isReadyAndSaysSoOfPostgresToo() throws Exception {
        JsonNode readiness = json("/actuator/health/readiness");

        assertThat(readiness.at("/components/postgres/status").asString()).isEqualTo("UP");
        assertThat(readiness.at("/components").has("assetStore")).isFalse();
    }

    private JsonNode total() throws IOException, InterruptedException {
        return json("/api/costs?tenant=acme").get("total");
    }

    private List<String> letters(String topic) {
        return events.records(topic).stream()
                .map(record -> new String(
                        record.headers().lastHeader(DeadLetters.REASON).value(), StandardCharsets.UTF_8))
                .toList();
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return stack.json(path);
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return stack.get(path, accept);
    }
}
