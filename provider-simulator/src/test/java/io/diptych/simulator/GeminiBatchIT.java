package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GeminiBatchIT {

    private static final String PATH = "/v1beta/models/gemini-3.1-flash-image:batchGenerateContent";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withPriceBook("seed-000"), now::get);
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void livesByTheClock() {
        JsonNode submitted = Caller.json(submit(3));
        String name = submitted.required("name").stringValue();
        assertThat(name).startsWith("batches/");
        assertThat(submitted.has("done")).isFalse();
        assertThat(submitted.required("metadata").toString())
                .contains("\"@type\":\"type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch\"")
                .contains("\"model\":\"models/gemini-3.1-flash-image\"")
                .contains("\"displayName\":\"run-7\"")
                .contains("\"batchStats\":{\"requestCount\":\"3\",\"pendingRequestCount\":\"3\"}")
                .contains("\"state\":\"BATCH_STATE_PENDING\"")
                .contains("\"createTime\":\"2026-11-21T10:00:00Z\"");

        later(Duration.ofSeconds(60));
        assertThat(state(name)).isEqualTo("BATCH_STATE_RUNNING");
        assertThat(simulator.invoice().lines()).isEmpty();

        later(Duration.ofSeconds(90));
        JsonNode done = Caller.json(caller.get(caller.gemini("/v1beta/" + name)));
        assertThat(done.required("done").booleanValue()).isTrue();
        assertThat(done.has("response")).isFalse();
        JsonNode metadata = done.required("metadata");
        assertThat(metadata.required("state").stringValue()).isEqualTo("BATCH_STATE_SUCCEEDED");
        assertThat(metadata.has("endTime")).isTrue();
        assertThat(metadata.required("batchStats").toString())
                .isEqualTo("{\"requestCount\":\"3\",\"successfulRequestCount\":\"3\"}");
        JsonNode responses =
                metadata.required("output").required("inlinedResponses").required("inlinedResponses");
        assertThat(responses
                        .valueStream()
                        .map(one -> one.required("metadata").required("key").stringValue()))
                .containsExactly("job-0#0.1", "job-1#0.1", "job-2#0.1");
        assertThat(responses
                        .get(1)
                        .required("response")
                        .required("candidates")
                        .get(0)
                        .required("content")
                        .required("parts")
                        .get(0)
                        .required("inlineData")
                        .required("data")
                        .binaryValue())
                .startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void billsEachImageOnceWhenTheBatchIsDone() {
        String name = Caller.json(submit(4)).required("name").stringValue();
        later(Duration.ofMinutes(3));

        state(name);
        state(name);

        assertThat(simulator.invoice().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.amountMicros()).isEqualTo(34_000))
                .extracting(line -> line.purchase().clientRequestId())
                .containsExactly("job-0#0.1", "job-1#0.1", "job-2#0.1", "job-3#0.1");
        assertThat(simulator.invoice().totalMicros()).isEqualTo(136_000);
    }

    @Test
    void billsABatchThatNobodyAsksAbout() {
        try (Simulator fast = Simulator.start(SimulatorOptions.defaults().withSpeed(1000));
                Caller toFast = new Caller(fast)) {
            toFast.post(toFast.gemini(PATH), batch(2));

            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(Caller.json(toFast.get(toFast.to("/simulator/invoice")))
                                    .required("lines")
                                    .size())
                            .isEqualTo(2));
        }
    }

    @Test
    void listsPageByPageAndNeverGivesAnEmptyToken() {
        List<String> submitted = IntStream.range(0, 5)
                .mapToObj(_ -> Caller.json(submit(1)).required("name").stringValue())
                .toList();
        later(Duration.ofMinutes(3));

        List<String> listed = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            JsonNode page = Caller.json(caller.get(caller.gemini("/v1beta/batches?pageSize=2&pageToken=" + token)));
            assertThat(page.toString()).doesNotContain("\"output\"");
            page.required("operations")
                    .forEach(one -> listed.add(one.required("name").stringValue()));
            token = page.path("nextPageToken").asString("");
            assertThat(page.has("nextPageToken")).isEqualTo(!token.isEmpty());
            pages++;
        } while (!token.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(listed).containsExactlyElementsOf(submitted.reversed());
    }

    @Test
    void givesNoTokenWhenTheLastPageIsFull() {
        submit(1);
        submit(1);

        assertThat(Caller.json(caller.get(caller.gemini("/v1beta/batches?pageSize=2")))
                        .has("nextPageToken"))
                .isFalse();
    }

    @Test
    void aCancelledBatchCostsNothing() {
        String name = Caller.json(submit(2)).required("name").stringValue();

        HttpResponse<String> cancelled = caller.post(caller.gemini("/v1beta/" + name + ":cancel"), "{}");

        later(Duration.ofMinutes(3));
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(cancelled.body()).isEqualTo("{}");
        assertThat(state(name)).isEqualTo("BATCH_STATE_CANCELLED");
        assertThat(simulator.invoice().lines()).isEmpty();
    }

    @Test
    void cancellingADoneBatchChangesNothing() {
        String name = Caller.json(submit(2)).required("name").stringValue();
        later(Duration.ofMinutes(3));

        caller.post(caller.gemini("/v1beta/" + name + ":cancel"), "{}");

        assertThat(state(name)).isEqualTo("BATCH_STATE_SUCCEEDED");
        assertThat(simulator.invoice().lines()).hasSize(2);
    }

    @Test
    void aDeletedBatchIsGoneButBilled() {
        String name = Caller.json(submit(2)).required("name").stringValue();

        HttpResponse<String> deleted =
                caller.send(caller.gemini("/v1beta/" + name).method("DELETE", HttpRequest.BodyPublishers.noBody()));

        later(Duration.ofMinutes(3));
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(caller.get(caller.gemini("/v1beta/" + name)).statusCode()).isEqualTo(404);
        assertThat(simulator.invoice().lines()).hasSize(2);
    }

    @Test
    void anItemThatBreaksARuleFailsAloneAndIsNotBilled() {
        String name = Caller.json(caller.post(caller.gemini(PATH), """
                                {"batch":{"display_name":"mixed","input_config":{"requests":{"requests":[
                                  {"request":{"contents":[{"parts":[{"text":"good"}]}]},"metadata":{"key":"a"}},
                                  {"request":{"contents":[{"parts":[{"text":"bad"}]}],
                                    "generation_config":{"image_config":{"aspect_ratio":"7:5"}}},"metadata":{"key":"b"}}]}}}}
                                """))
                .required("name")
                .stringValue();
        later(Duration.ofMinutes(3));

        JsonNode metadata =
                Caller.json(caller.get(caller.gemini("/v1beta/" + name))).required("metadata");

        JsonNode responses =
                metadata.required("output").required("inlinedResponses").required("inlinedResponses");
        assertThat(responses.get(0).has("response")).isTrue();
        assertThat(responses.get(1).required("error").required("code").intValue())
                .isEqualTo(3);
        assertThat(responses.get(1).required("error").required("message").stringValue())
                .contains("aspect_ratio");
        assertThat(metadata.required("batchStats").toString())
                .isEqualTo("{\"requestCount\":\"2\",\"successfulRequestCount\":\"1\",\"failedRequestCount\":\"1\"}");
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void itemsGoWrongByTheFaultPlan() {
        simulator.faults().add(new FaultRule(null, FaultMode.REFUSAL, 1, 1));
        simulator.faults().add(new FaultRule(null, FaultMode.SERVER_ERROR, 1, 1));
        String name = Caller.json(submit(3)).required("name").stringValue();
        later(Duration.ofMinutes(3));

        JsonNode responses = Caller.json(caller.get(caller.gemini("/v1beta/" + name)))
                .required("metadata")
                .required("output")
                .required("inlinedResponses")
                .required("inlinedResponses");

        assertThat(responses.get(0).toString()).contains("IMAGE_SAFETY");
        assertThat(responses.get(1).required("error").required("code").intValue())
                .isEqualTo(13);
        assertThat(responses.get(2).has("response")).isTrue();
        assertThat(simulator.invoice().lines()).hasSize(1);
    }

    @Test
    void refusesABatchWithoutRequestsOrOnAModelWithoutBatches() {
        assertThat(caller.post(caller.gemini(PATH), "{\"batch\":{}}").statusCode())
                .isEqualTo(400);
        assertThat(caller.post(caller.gemini(PATH), "{\"batch\":{\"inputConfig\":{\"fileName\":\"files/a\"}}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(caller.post(caller.gemini("/v1beta/models/gemini-nano-banana-2.1:batchGenerateContent"), batch(1))
                        .statusCode())
                .isEqualTo(404);
        assertThat(caller.get(caller.gemini("/v1beta/batches/none")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesABodyOfMoreThan20Megabytes() {
        String padding = " ".repeat(20 * 1024 * 1024);

        HttpResponse<String> response = caller.post(caller.gemini(PATH), batch(1) + padding);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("20971520");
    }

    private HttpResponse<String> submit(int items) {
        return caller.post(caller.gemini(PATH), batch(items));
    }

    private static String batch(int items) {
        String requests =
                IntStream.range(0, items).mapToObj(i -> """
                        {"request":{"contents":[{"parts":[{"text":"kettle %d"}],"role":"user"}],"generationConfig":
                         {"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"1:1","imageSize":"1K"}}},
                         "metadata":{"key":"job-%d#0.1"}}""".formatted(i, i)).collect(Collectors.joining(","));
        return "{\"batch\":{\"displayName\":\"run-7\",\"inputConfig\":{\"requests\":{\"requests\":[" + requests
                + "]}}}}";
    }

    private String state(String name) {
        return Caller.json(caller.get(caller.gemini("/v1beta/" + name)))
                .required("metadata")
                .required("state")
                .stringValue();
    }

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
