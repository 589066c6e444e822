package io.diptych.catalog.yaml;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// On which line of a YAML text each value begins, by JSON pointer.
///
/// @param byPointer lines, the first of which is 1; empty where nobody looked
record Lines(Map<String, Integer> byPointer) {
    /// Of a text whose lines nobody wants to know.
    static final Lines UNKNOWN = new Lines(Map.of());

    static Lines of(YAMLMapper yaml, String text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return new Lines(Map.copyOf(lines));
    }

    /// The line of a value, or of the nearest thing around it; 0 where that is not known.
    int of(String pointer) {
        String at = pointer;
        while (!byPointer.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return byPointer.getOrDefault(at, 0);
    }
}
