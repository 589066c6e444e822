package io.diptych.catalog.yaml;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// One YAML file, parsed into its outermost section. Numbers keep every decimal; a key given twice is a mistake.
public final class Document {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Document() {}

    /// The outermost section of `yaml`, or empty after one [Problem] when the text is not a YAML mapping.
    public static Optional<Section> parse(String file, String yaml, List<Problem> problems) {
        return parse(file, yaml, problems, false);
    }

    /// The same, with problems that name the line.
    public static Optional<Section> parseWithLines(String file, String yaml, List<Problem> problems) {
        return parse(file, yaml, problems, true);
    }

    private static Optional<Section> parse(String file, String yaml, List<Problem> problems, boolean withLines) {
        try {
            JsonNode root = YAML.readTree(yaml);
            if (root.isObject()) {
                Lines lines = withLines ? Lines.of(YAML, yaml) : Lines.UNKNOWN;
                return Optional.of(new Section(file, "the file", "", root, problems, null, "", lines));
            }
            problems.add(new Problem(file, "the file", "(all)", Section.quoted(root), "a YAML mapping"));
        } catch (JacksonException e) {
            var at = e.getLocation();
            int line = at == null ? 0 : at.getLineNr();
            String detail = e.getOriginalMessage().lines().findFirst().orElse("unreadable text");
            problems.add(new Problem(file, "the file", "(all)", detail, "valid YAML without repeated keys", line));
        }
        return Optional.empty();
    }
}
