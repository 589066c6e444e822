package io.diptych.platform.kafka;

import io.diptych.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import tools.jackson.databind.json.JsonMapper;

/// Registers the schema of each topic over the registry's Confluent API, whole: no references to follow.
public final class SchemaRegistration implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI confluentApi;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /// @param registry base address of the registry
    public SchemaRegistration(URI registry) {
        this.confluentApi = URI.create(registry + "/apis/ccompat/v7");
    }

    /// Registers the schema of a topic's values; does nothing where it is there already.
    ///
    /// @throws ProvisioningException when the registry refuses it (for example as incompatible) or does not answer
    public void register(Topic<?> topic) {
        Schema schema = SpecificData.get().getSchema(topic.valueType());
        String subject = URLEncoder.encode(topic.subject(), StandardCharsets.UTF_8);
        HttpResponse<String> response =
                send("POST", "/subjects/" + subject + "/versions", Map.of("schema", schema.toString()));
        if (response.statusCode() != 200) {
            throw new ProvisioningException(
                    "registry refused the schema of " + topic.subject() + ": HTTP " + response.statusCode() + " "
                            + response.body(),
                    new IOException(response.body()));
        }
    }

    /// Sets the compatibility that every later version must keep.
    public void requireFullTransitiveCompatibility() {
        HttpResponse<String> response = send("PUT", "/config", Map.of("compatibility", "FULL_TRANSITIVE"));
        if (response.statusCode() != 200) {
            throw new ProvisioningException(
                    "registry refused compatibility FULL_TRANSITIVE: HTTP " + response.statusCode(),
                    new IOException(response.body()));
        }
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(confluentApi + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ProvisioningException("registry at " + confluentApi + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("registration was interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
