package io.diptych.standalone.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What differs between two policy documents, rule by rule.
///
/// @param changes in the order of the second document; removed rules last
public record PolicyDiff(List<Change> changes) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String RULES = "rules";
    private static final int LONGEST = 100;

    public PolicyDiff {
        changes = List.copyOf(changes);
    }

    /// What happened to a part of a policy.
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        MOVED
    }

    /// A part that differs.
    ///
    /// @param part `rule ID`, `fallback`, or a field of the document
    /// @param what how, field by field; empty for a rule that came or went
    public record Change(Kind kind, String part, List<String> what) {
        public Change {
            what = List.copyOf(what);
        }
    }

    /// Compares two documents that are valid policies.
    public static PolicyDiff between(PolicyFile first, PolicyFile second) {
        JsonNode before = YAML.readTree(first.yaml());
        JsonNode after = YAML.readTree(second.yaml());
        List<Change> changes = new ArrayList<>();
        for (String field : names(before, after)) {
            if (field.equals(RULES)) {
                rules(before.path(RULES), after.path(RULES), changes);
            } else if (!Objects.equals(before.get(field), after.get(field))) {
                changes.add(part(field, before.get(field), after.get(field)));
            }
        }
        return new PolicyDiff(changes);
    }

    private static Change part(String name, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null) {
            return new Change(Kind.ADDED, name, List.of(shown(after)));
        }
        if (after == null) {
            return new Change(Kind.REMOVED, name, List.of(shown(before)));
        }
        return new Change(
                Kind.CHANGED,
                name,
                before.isObject() && after.isObject()
                        ? fields(before, after)
                        : List.of(shown(before) + " → " + shown(after)));
    }

    private static void rules(JsonNode before, JsonNode after, List<Change> changes) {
        Map<String, JsonNode> old = byId(before);
        Map<String, JsonNode> now = byId(after);
        List<String> kept = now.keySet().stream().filter(old::containsKey).toList();
        List<String> keptBefore = old.keySet().stream().filter(now::containsKey).toList();
        now.forEach((id, rule) -> {
            JsonNode was = old.get(id);
            if (was == null) {
                changes.add(new Change(Kind.ADDED, "rule " + id, List.of()));
            } else if (!was.equals(rule)) {
                changes.add(new Change(Kind.CHANGED, "rule " + id, fields(was, rule)));
            } else if (kept.indexOf(id) != keptBefore.indexOf(id)) {
                changes.add(new Change(
                        Kind.MOVED, "rule " + id, List.of("from " + position(old, id) + " to " + position(now, id))));
            }
        });
        old.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> changes.add(new Change(Kind.REMOVED, "rule " + id, List.of())));
    }

    private static int position(Map<String, JsonNode> rules, String id) {
        return List.copyOf(rules.keySet()).indexOf(id) + 1;
    }

    private static Map<String, JsonNode> byId(JsonNode rules) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(rule.path("id").asString(), rule));
        return byId;
    }

    private static List<String> fields(JsonNode before, JsonNode after) {
        return names(before, after).stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> name + ": " + shown(before.get(name)) + " → " + shown(after.get(name)))
                .toList();
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>(after.propertyNames());
        names.addAll(new TreeSet<>(before.propertyNames()));
        return names;
    }

    private static String shown(@Nullable JsonNode node) {
        if (node == null) {
            return "nothing";
        }
        String text = node.isString() ? node.asString() : node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
