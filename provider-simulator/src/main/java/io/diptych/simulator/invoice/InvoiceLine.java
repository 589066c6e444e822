package io.diptych.simulator.invoice;

import io.diptych.simulator.http.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One billed call: what was bought, and what it costs.
///
/// @param amountMicros millionths of a US dollar; null if the price book has no price for it, never 0 instead
/// @param priceBook    the book the amount comes from
public record InvoiceLine(Purchase purchase, @Nullable Long amountMicros, String priceBook, Instant at) {

    /// This line as the invoice shows it.
    public ObjectNode toJson() {
        ObjectNode line = Json.object()
                .put("provider", purchase.provider())
                .put("model", purchase.model())
                .put("clientRequestId", purchase.clientRequestId())
                .put("providerRequestId", purchase.providerRequestId())
                .put("lane", purchase.lane().label())
                .put("tier", purchase.tier())
                .put("size", purchase.size())
                .put("images", purchase.images());
        Integer seconds = purchase.seconds();
        if (seconds != null) {
            line.put("seconds", seconds);
        }
        line.putObject("usage")
                .put("textInputTokens", purchase.usage().textIn())
                .put("imageInputTokens", purchase.usage().imageIn())
                .put("textOutputTokens", purchase.usage().textOut())
                .put("imageOutputTokens", purchase.usage().imageOut());
        return line.put("amountMicros", amountMicros)
                .put("priceBook", priceBook)
                .put("at", at.toString());
    }

    /// Reads what [#toJson()] wrote.
    static InvoiceLine of(JsonNode line) {
        JsonNode usage = line.required("usage");
        JsonNode amount = line.required("amountMicros");
        JsonNode client = line.required("clientRequestId");
        return new InvoiceLine(
                new Purchase(
                        line.required("provider").stringValue(),
                        line.required("model").stringValue(),
                        client.isNull() ? null : client.stringValue(),
                        line.required("providerRequestId").stringValue(),
                        Lane.of(line.required("lane").stringValue()),
                        line.required("tier").stringValue(),
                        line.required("size").stringValue(),
                        line.required("images").intValue(),
                        new Usage(
                                usage.required("textInputTokens").longValue(),
                                usage.required("imageInputTokens").longValue(),
                                usage.required("textOutputTokens").longValue(),
                                usage.required("imageOutputTokens").longValue()),
                        line.has("seconds") ? (Integer) line.required("seconds").intValue() : null),
                amount.isNull() ? null : amount.longValue(),
                line.required("priceBook").stringValue(),
                Instant.parse(line.required("at").stringValue()));
    }
}
