package io.diptych.simulator.fault;

import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads rules as people write them: a JSON list of
/// `{"mode": …, "model"?, "rate"?, "times"?, "request"?, "from"?, "until"?}`.
public final class FaultRules {
    private static final Set<String> NAMES = Set.of("mode", "model", "rate", "times", "request", "from", "until");

    private FaultRules() {}

    /// The rules of a file.
    ///
    /// @throws IllegalArgumentException naming the rule and what is wrong with it
    /// @throws UncheckedIOException if the file cannot be read
    public static List<FaultRule> read(Path file) {
        try {
            return read(Json.MAPPER.readTree(Files.readString(file)));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read fault rules from " + file, e);
        }
    }

    /// The rules of a list.
    ///
    /// @throws IllegalArgumentException naming the rule and what is wrong with it
    public static List<FaultRule> read(JsonNode list) {
        if (!list.isArray()) {
            throw new IllegalArgumentException("the body is " + list.getNodeType() + ", but must be a list of rules");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                rules.add(rule(list.get(i)));
            } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
                throw new IllegalArgumentException("rule " + i + ": " + e.getMessage(), e);
            }
        }
        return rules;
    }

    private static FaultRule rule(JsonNode rule) {
        for (String name : rule.propertyNames()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no '" + name + "', only "
                        + NAMES.stream().sorted().toList());
            }
        }
        return new FaultRule(
                text(rule, "model"),
                mode(rule.path("mode").asString("")),
                rule.path("rate").asDouble(1),
                rule.hasNonNull("times") ? (Integer) rule.path("times").asInt() : null,
                text(rule, "request"),
                moment(rule, "from"),
                moment(rule, "until"));
    }

    private static @Nullable String text(JsonNode rule, String name) {
        return rule.path(name).asStringOpt().orElse(null);
    }

    private static @Nullable Instant moment(JsonNode rule, String name) {
        String text = text(rule, name);
        return text == null ? null : Instant.parse(text);
    }

    private static FaultMode mode(String label) {
        return Arrays.stream(FaultMode.values())
                .filter(mode -> mode.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode is '" + label + "', but must be one of "
                        + Arrays.stream(FaultMode.values())
                                .map(FaultMode::label)
                                .toList()));
    }
}
