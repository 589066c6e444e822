package io.diptych.worker.prompt;

import io.diptych.events.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a template: YAML between two lines of `---`, then the text.
final class TemplateFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FENCE = "---";
    private static final Set<String> KEYS = Set.of("name", "version", "family", "image_type", "variables", "negative");

    private TemplateFile() {}

    /// A template that is shipped with this module.
    static PromptTemplate shipped(String file) {
        try (InputStream in = TemplateFile.class.getResourceAsStream("/prompts/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("template file " + file + " is listed and not there");
            }
            return read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /// @throws IllegalArgumentException naming the file and what is wrong in it
    static PromptTemplate read(String file, String content) {
        String[] parts = content.split("(?m)^" + FENCE + "\\R", 3);
        if (parts.length != 3 || !parts[0].isBlank()) {
            throw new IllegalArgumentException(
                    "template file " + file + " has no head, must begin with YAML between two lines of " + FENCE);
        }
        try {
            JsonNode head = YAML.readTree(parts[1]);
            for (String key : head.propertyNames()) {
                if (!KEYS.contains(key)) {
                    throw new IllegalArgumentException(key + " is no key of a head, must be one of " + KEYS);
                }
            }
            return template(head, parts[2]);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("template file " + file + ": " + e.getMessage(), e);
        }
    }

    private static PromptTemplate template(JsonNode head, String text) {
        List<TemplateVariable> variables = new ArrayList<>();
        head.path("variables").properties().forEach(variable -> {
            JsonNode declared = variable.getValue();
            variables.add(new TemplateVariable(
                    variable.getKey(),
                    TemplateVariable.Type.valueOf(
                            declared.path("type").asString("text").toUpperCase(Locale.ROOT)),
                    declared.path("required").asBoolean(false),
                    text(declared, "default")));
        });
        String negative = text(head, "negative");
        return new PromptTemplate(
                head.required("name").stringValue(),
                head.required("version").intValue(),
                families(head.required("family")),
                Stage.valueOf(head.required("image_type").stringValue()),
                variables,
                PromptTemplate.compiled(text),
                negative == null ? null : PromptTemplate.compiled(negative));
    }

    /// One, or a list of them.
    private static List<String> families(JsonNode family) {
        return family.isArray()
                ? family.valueStream().map(JsonNode::stringValue).toList()
                : List.of(family.stringValue());
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? null : value.asString();
    }
}
