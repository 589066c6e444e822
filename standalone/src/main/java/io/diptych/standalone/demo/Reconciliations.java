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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks cost-service of a running stack to compare an invoice with the ledger.
public final class Reconciliations {
    private Reconciliations() {}

    /// Compares.
    ///
    /// @param name     of the invoice; postings carry it
    /// @param csv      the invoice
    /// @param apply    whether to post what settles the differences that are explained
    /// @param accept   whether to post, when applied, what settles the others too
    /// @param complete whether what the invoice leaves out of its days was not charged
    /// @throws StackException when cost-service cannot read the invoice; the message says why
    public static JsonNode ask(
            StackAddresses stack, String name, byte[] csv, boolean apply, boolean accept, boolean complete)
            throws IOException, InterruptedException {
        URI uri = stack.service(ServiceKind.COST)
                .resolve("/api/costs/reconciliations?apply=" + apply + "&accept=" + accept + "&complete=" + complete
                        + "&invoice=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "text/csv; charset=UTF-8")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(csv))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new StackException(name + ": " + body.path("detail").asString("HTTP " + answer.statusCode()));
            }
            return body;
        }
    }

    /// The simulated providers' invoice as they send it.
    public static byte[] simulatorInvoice(URI simulator) throws IOException, InterruptedException {
        return Invoice.get(simulator, "?format=csv");
    }
}
