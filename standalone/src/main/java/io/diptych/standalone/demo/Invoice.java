package io.diptych.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The simulated providers' invoice for one run.
///
/// @param lines one per charged image
record Invoice(List<Line> lines) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Invoice {
        lines = List.copyOf(lines);
    }

    /// @param clientRequestId attempt that the line is for
    /// @param amountMicros    in micro-USD; null where the provider has no price
    record Line(
            @Nullable String clientRequestId,
            String model,
            int images,
            @Nullable Long amountMicros) {}

    /// Fetches the lines of a run.
    ///
    /// @param campaign prefix of its attempt ids
    static Invoice fetch(URI simulator, String campaign) throws IOException, InterruptedException {
        Invoice all = JSON.readValue(get(simulator, ""), Invoice.class);
        return new Invoice(all.lines().stream()
                .filter(line ->
                        line.clientRequestId() != null && line.clientRequestId().startsWith(campaign))
                .toList());
    }

    /// The invoice as it comes.
    ///
    /// @param query for example `?format=csv`
    static byte[] get(URI simulator, String query) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(simulator.resolve("/simulator/invoice" + query))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("simulator answers HTTP " + answer.statusCode() + " for its invoice");
            }
            return answer.body();
        }
    }

    /// Sum in micro-USD of the lines that have an amount; the others are [#unpriced()].
    long totalMicros() {
        return lines.stream()
                .map(Line::amountMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    /// Lines for which the provider has no price: the total says nothing of them.
    int unpriced() {
        return (int) lines.stream().filter(line -> line.amountMicros() == null).count();
    }

    /// Attempts whose image was bought and then bought once more: charged twice, or given up as unknown although the
    /// provider had charged them. An attempt stands here once for each image too many.
    ///
    /// @param unknown attempts of which nobody knew whether they were charged
    List<String> paidTwice(Set<String> unknown) {
        Map<String, Integer> perAttempt = new TreeMap<>();
        lines.forEach(line -> perAttempt.merge(String.valueOf(line.clientRequestId()), line.images(), Integer::sum));
        List<String> twice = new ArrayList<>();
        perAttempt.forEach((attempt, images) ->
                twice.addAll(Collections.nCopies(images - 1 + (unknown.contains(attempt) ? 1 : 0), attempt)));
        return twice;
    }
}
