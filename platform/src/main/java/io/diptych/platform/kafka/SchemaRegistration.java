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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Registers the schema of each topic over the registry's Confluent API, whole: no references to follow.
public final class SchemaRegistration implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String API = "/apis/ccompat/v7";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final URI registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /// @param registry base address of the registry
    public SchemaRegistration(URI registry) {
        this.registry = registry;
    }

    /// Registers the schemas of the topics' values, and that every later version must be compatible with all
    /// earlier ones. Does nothing where that is done.
    ///
    /// @throws ProvisioningException when the registry refuses one (for example as incompatible) or does not answer
    public void registerAll(Collection<Topic<?>> topics) {
        Set<String> known = subjects();
        for (Topic<?> topic : topics) {
            register(topic);
            if (!known.contains(topic.subject())) {
                send("PUT", "/config/" + encoded(topic), Map.of("compatibility", COMPATIBILITY));
            }
        }
    }

    /// Checks that the registry has a schema for each topic.
    ///
    /// @throws ProvisioningException when it lacks one; the message names the topic
    public void requireAll(Collection<Topic<?>> topics) {
        Set<String> known = subjects();
        List<String> missing = topics.stream()
                .filter(topic -> !known.contains(topic.subject()))
                .map(Topic::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new ProvisioningException("registry lacks schemas of topics: " + String.join(", ", missing));
        }
    }

    /// Sets the compatibility that every later version of any subject must keep.
    ///
    /// @throws ProvisioningException when the registry refuses or does not answer
    public void requireFullTransitiveCompatibility() {
        send("PUT", "/config", Map.of("compatibility", COMPATIBILITY));
    }

    /// Registers the schema of a topic's values; does nothing where it is there already.
    ///
    /// @throws ProvisioningException when the registry refuses it (for example as incompatible) or does not answer
    public void register(Topic<?> topic) {
        Schema schema = SpecificData.get().getSchema(topic.valueType());
        send("POST", "/subjects/" + encoded(topic) + "/versions", Map.of("schema", schema.toString()));
    }

    private Set<String> subjects() {
        JsonNode names = JSON.readTree(send("GET", "/subjects", Map.of()));
        return names.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private static String encoded(Topic<?> topic) {
        return URLEncoder.encode(topic.subject(), StandardCharsets.UTF_8);
    }

    private String send(String method, String path, Map<String, String> body) {
        HttpRequest.BodyPublisher sent = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + API + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, sent)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == CONFLICT) {
                // Another service did the same at the same moment, or there is a conflict indeed: that is told apart
                // now.
                response = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (response.statusCode() == OK) {
                return response.body();
            }
            throw new ProvisioningException("registry " + registry + " refuses " + method + " " + path + ": HTTP "
                    + response.statusCode() + " " + response.body());
        } catch (IOException e) {
            throw new ProvisioningException("registry " + registry + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("asking registry " + registry + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
