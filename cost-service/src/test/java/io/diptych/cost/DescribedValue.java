package io.diptych.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Checks values against those parts of JSON Schema that our description uses. A field that is not described is a
/// problem, too.
final class DescribedValue {
    private final JsonNode description;

    DescribedValue(JsonNode description) {
        this.description = description;
    }

    List<Problem> problems(JsonNode value, JsonNode schema, String where) {
        JsonNode wanted = resolved(schema);
        if (wanted.has("oneOf")) {
            for (JsonNode choice : wanted.get("oneOf")) {
                if (problems(value, choice, where).isEmpty()) {
                    return List.of();
                }
            }
            return List.of(new Problem(where + " is none of what it may be: " + value));
        }
        List<Problem> found = new ArrayList<>();
        if (wanted.has("type") && !types(wanted.get("type")).contains(typeOf(value, types(wanted.get("type"))))) {
            found.add(new Problem(where + " is " + value + ", must be " + wanted.get("type")));
        }
        if (wanted.has("enum") && !wanted.get("enum").toString().contains(value.toString())) {
            found.add(new Problem(where + " is " + value + ", must be one of " + wanted.get("enum")));
        }
        if (value.isArray()) {
            for (JsonNode one : value) {
                found.addAll(problems(one, wanted.get("items"), where + "[]"));
            }
        }
        if (value.isObject()) {
            found.addAll(fields(value, wanted, where));
        }
        return found;
    }

    private List<Problem> fields(JsonNode value, JsonNode wanted, String where) {
        Map<String, JsonNode> properties = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        collect(wanted, properties, required);
        List<Problem> found = new ArrayList<>();
        required.stream()
                .filter(name -> !value.has(name))
                .forEach(name -> found.add(new Problem(where + "." + name + " is missing")));
        value.properties().forEach(field -> {
            JsonNode schema = properties.getOrDefault(field.getKey(), wanted.get("additionalProperties"));
            if (schema == null) {
                found.add(new Problem(where + "." + field.getKey() + " is not described"));
            } else if (schema.isObject()) {
                found.addAll(problems(field.getValue(), schema, where + "." + field.getKey()));
            }
        });
        return found;
    }

    private void collect(JsonNode schema, Map<String, JsonNode> properties, Set<String> required) {
        JsonNode wanted = resolved(schema);
        wanted.path("allOf").forEach(part -> collect(part, properties, required));
        wanted.path("properties").properties().forEach(one -> properties.put(one.getKey(), one.getValue()));
        wanted.path("required").forEach(name -> required.add(name.asString()));
    }

    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? resolved(description.at(schema.get("$ref").asString().substring(1)))
                : schema;
    }

    private static Set<String> types(JsonNode type) {
        Set<String> types = new TreeSet<>();
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asString()));
        } else {
            types.add(type.asString());
        }
        return types;
    }

    private static String typeOf(JsonNode value, Set<String> wanted) {
        if (value.isIntegralNumber()) {
            return wanted.contains("integer") ? "integer" : "number";
        }
        return value.isNumber()
                ? "number"
                : value.isString()
                        ? "string"
                        : value.isBoolean()
                                ? "boolean"
                                : value.isNull() ? "null" : value.isArray() ? "array" : "object";
    }

    /// What is not as described.
    record Problem(String text) {}
}
