package io.diptych.standalone.demo;

import io.diptych.standalone.stack.ServiceKind;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The ledger's answer to a question, from cost-service.
public record CostGroups(List<Group> groups) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public CostGroups {
        groups = List.copyOf(groups);
    }

    /// Sums for one combination of dimensions.
    ///
    /// @param dimensions   value of each dimension asked for
    /// @param charges      attempts that were charged
    /// @param images       images that were bought
    /// @param rework       attempts after a job's first
    /// @param amountMicros sum in micro-USD
    /// @param heldMicros   holds in micro-USD
    /// @param unpriced     postings without a price
    public record Group(
            Map<String, String> dimensions,
            long charges,
            long images,
            long rework,
            long amountMicros,
            long heldMicros,
            long unpriced) {}

    /// Asks cost-service.
    ///
    /// @param by       comma-separated dimensions
    /// @param campaign of one campaign; empty for all
    public static CostGroups ask(StackAddresses stack, String by, String campaign)
            throws IOException, InterruptedException {
        return parse(ask(stack, by, campaign, "", "", "json"));
    }

    /// Asks cost-service for a stretch of time.
    ///
    /// @param from   day or moment, inclusive; empty for the beginning
    /// @param to     day or moment, exclusive; empty for no end
    /// @param format `json` or `csv`
    /// @return the answer as it came
    public static byte[] ask(StackAddresses stack, String by, String campaign, String from, String to, String format)
            throws IOException, InterruptedException {
        String query = "/api/costs?format=" + format + parameter("by", by) + parameter("campaign", campaign)
                + parameter("from", from) + parameter("to", to);
        URI uri = stack.service(ServiceKind.COST).resolve(query);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new StackException(JSON.readTree(answer.body())
                        .path("detail")
                        .asString("cost-service answers HTTP " + answer.statusCode()));
            }
            return answer.body();
        }
    }

    /// Reads an answer in JSON.
    public static CostGroups parse(byte[] json) {
        return JSON.readValue(json, CostGroups.class);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// Sum of all groups in micro-USD.
    public long totalMicros() {
        return groups.stream().mapToLong(Group::amountMicros).sum();
    }
}
