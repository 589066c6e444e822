package io.diptych.standalone.demo;

import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the simulated providers do wrong during a run: a list of rules as the simulator takes it.
///
/// @param rules JSON
public record FaultScript(String rules) {
    /// Rate limits, errors, connections cut and left hanging, refusals, answers without an image.
    public static final String STANDARD = "default";

    private static final String PATH = "/simulator/faults";

    /// Reads the standard script or a file.
    ///
    /// @param nameOrFile `default`, or a file of rules
    public static FaultScript named(String nameOrFile) throws IOException {
        if (nameOrFile.equals(STANDARD)) {
            try (InputStream shipped = FaultScript.class.getResourceAsStream("/faults/default.json")) {
                if (shipped == null) {
                    throw new IllegalStateException("faults/default.json is not in the distribution");
                }
                return new FaultScript(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isReadable(file)) {
            throw new StackException("--faults is '" + nameOrFile + "', must be default or a file that can be read");
        }
        return new FaultScript(Files.readString(file));
    }

    /// Puts the rules in force, and no others.
    public void arm(URI simulator) throws IOException, InterruptedException {
        var _ = send(HttpRequest.newBuilder(simulator.resolve(PATH)).DELETE());
        var _ = send(HttpRequest.newBuilder(simulator.resolve(PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(rules)));
    }

    /// Ends all rules.
    ///
    /// @return calls that went wrong, by how they did
    public static Map<String, Long> disarm(URI simulator) throws IOException, InterruptedException {
        Map<String, Long> struck = new TreeMap<>();
        for (JsonNode rule : send(HttpRequest.newBuilder(simulator.resolve(PATH)))) {
            struck.merge(rule.get("mode").asString(), rule.get("struck").asLong(), Long::sum);
        }
        var _ = send(HttpRequest.newBuilder(simulator.resolve(PATH)).DELETE());
        return struck;
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StackException("the simulator does not take the faults: " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
