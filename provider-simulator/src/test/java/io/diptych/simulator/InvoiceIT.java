package io.diptych.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class InvoiceIT {

    @TempDir
    Path folder;

    @Test
    void showsWhatWasBilledAsJsonAsCsvAndSummedUp() {
        try (Simulator simulator = start();
                Caller caller = new Caller(simulator)) {
            buy(caller, "low", "1024x1024");
            buy(caller, "low", "1024x1024");
            buy(caller, "low", "1536x1024");

            JsonNode invoice = Caller.json(caller.get(caller.to("/simulator/invoice")));
            assertThat(invoice.required("priceBook").stringValue()).isEqualTo("seed-000");
            assertThat(invoice.required("currency").stringValue()).isEqualTo("USD");
            assertThat(invoice.required("totalMicros").longValue()).isEqualTo(16_000);
            assertThat(invoice.required("lines").size()).isEqualTo(3);
            assertThat(invoice.required("lines").get(0).propertyNames())
                    .containsExactly(
                            "provider",
                            "model",
                            "clientRequestId",
                            "providerRequestId",
                            "lane",
                            "tier",
                            "size",
                            "images",
                            "usage",
                            "amountMicros",
                            "priceBook",
                            "at");
            assertThat(invoice.required("lines").get(2).required("amountMicros").isNull())
                    .isTrue();

            HttpResponse<String> csv = caller.get(caller.to("/simulator/invoice?format=csv"));
            assertThat(csv.headers().firstValue("content-type"))
                    .get()
                    .asString()
                    .startsWith("text/csv");
            assertThat(csv.body().lines()).hasSize(4).first().asString().startsWith("at,provider,model,lane");
            assertThat(csv.body()).contains(",openai,gpt-image-2,standard,low,1024x1024,1,\"job,1\",req_");

            assertThat(caller.get(caller.to("/simulator/invoice/summary")).body())
                    .isEqualTo("{\"priceBook\":\"seed-000\",\"currency\":\"USD\",\"totalMicros\":16000,\"lines\":3,"
                            + "\"images\":3,\"unpricedLines\":1,\"groups\":[{\"provider\":\"openai\","
                            + "\"model\":\"gpt-image-2\",\"lane\":\"standard\",\"tier\":\"low\",\"amountMicros\":16000,"
                            + "\"lines\":3,\"images\":3,\"unpricedLines\":1}]}");
        }
    }

    @Test
    void survivesARestart() {
        try (Simulator simulator = start();
                Caller caller = new Caller(simulator)) {
            buy(caller, "high", "1024x1024");
        }

        try (Simulator simulator = start()) {
            assertThat(simulator.invoice().totalMicros()).isEqualTo(125_000);
        }
    }

    @Test
    void isForgottenOnlyWhenTheCallerIsSure() {
        try (Simulator simulator = start();
                Caller caller = new Caller(simulator)) {
            buy(caller, "low", "1024x1024");

            assertThat(caller.send(caller.to("/simulator/invoice").DELETE()).statusCode())
                    .isEqualTo(400);
            assertThat(simulator.invoice().lines()).hasSize(1);
            assertThat(caller.send(caller.to("/simulator/invoice?confirm=true").DELETE())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(simulator.invoice().lines()).isEmpty();
        }
    }

    @Test
    void healthSaysHowItWasStarted() {
        try (Simulator simulator = start();
                Caller caller = new Caller(simulator)) {
            assertThat(caller.get(caller.to("/simulator/health")).body())
                    .isEqualTo("{\"status\":\"up\",\"priceBook\":\"seed-000\",\"speed\":1000.0,\"seed\":42}");
            assertThat(caller.get(caller.to("/nowhere")).statusCode()).isEqualTo(404);
        }
    }

    private Simulator start() {
        return Simulator.start(SimulatorOptions.defaults()
                .withSpeed(1000)
                .withPriceBook("seed-000")
                .withInvoiceFile(folder.resolve("bill/invoice.jsonl")));
    }

    private static void buy(Caller caller, String quality, String size) {
        HttpResponse<String> response = caller.post(
                caller.openAi("/v1/images/generations").header("X-Client-Request-Id", "job,1"),
                "{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"quality\":\"%s\",\"size\":\"%s\"}"
                        .formatted(quality, size));
        assertThat(response.statusCode()).isEqualTo(200);
    }
}
