package io.diptych.catalog.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One mapping of a YAML file, read field by field.
///
/// A field that is missing or wrong is noted as a [Problem] and answered with a harmless stand-in, so that reading
/// goes on and finds the other mistakes. Whoever builds a value from the answers asks [#sound()] first.
public final class Section {

    private final String file;
    private final String subject;
    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;
    private final @Nullable Section parent;
    private final TreeSet<String> asked = new TreeSet<>();
    private final String pointer;
    private final Lines lines;
    private boolean sound = true;

    Section(
            String file,
            String subject,
            String path,
            JsonNode node,
            List<Problem> problems,
            @Nullable Section parent,
            String pointer,
            Lines lines) {
        this.file = file;
        this.subject = subject;
        this.path = path;
        this.node = node;
        this.problems = problems;
        this.parent = parent;
        this.pointer = pointer;
        this.lines = lines;
    }

    /// The file it was read from.
    public String file() {
        return file;
    }

    /// True while neither this section nor one inside it has shown a mistake.
    public boolean sound() {
        return sound;
    }

    /// The same section, spoken of as `name` in problems from here on; paths start anew.
    public Section about(String name) {
        return new Section(file, name, "", node, problems, this, pointer, lines);
    }

    /// The names of all fields present, in the order of the file.
    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /// True when the field is there and not null.
    public boolean has(String field) {
        return !value(field).isMissingNode();
    }

    /// A text that must be there.
    public String text(String field) {
        return parsed(field, "a text", Function.identity(), "");
    }

    /// A text, or null when the field is absent.
    public @Nullable String optionalText(String field) {
        return has(field) ? text(field) : null;
    }

    /// A list of texts, empty when the field is absent.
    public List<String> texts(String field) {
        return parsedEach(field, "a list of texts", Function.identity());
    }

    /// A text turned into a value by `parse`, which throws [IllegalArgumentException] when it cannot.
    public <T> T parsed(String field, String expected, Function<String, T> parse, T standIn) {
        JsonNode value = value(field);
        if (value.isString()) {
            try {
                return parse.apply(value.stringValue());
            } catch (IllegalArgumentException _) {
                // told below, together with every other wrong value
            }
        }
        wrong(field, expected);
        return standIn;
    }

    /// Every item of a list of texts turned into a value; items that cannot be are left out and noted.
    public <T> List<T> parsedEach(String field, String expected, Function<String, T> parse) {
        JsonNode value = value(field);
        List<T> items = new ArrayList<>();
        if (value.isMissingNode()) {
            return items;
        }
        if (!value.isArray()) {
            wrong(field, expected);
        }
        for (JsonNode item : value.values()) {
            if (!value.isArray()) {
                break;
            }
            try {
                if (!item.isString()) {
                    throw new IllegalArgumentException("not a text");
                }
                items.add(parse.apply(item.stringValue()));
            } catch (IllegalArgumentException _) {
                wrong(field, quoted(item), expected);
            }
        }
        return items;
    }

    /// A whole number from `least` to `most` that must be there.
    public long whole(String field, long least, long most) {
        return whole(field, least, most, "");
    }

    /// A whole number as [#whole(String, long, long)], or null where `word` stands in its place.
    public @Nullable Integer wholeOr(String field, String word, int least, int most) {
        JsonNode value = value(field);
        return value.isString() && value.stringValue().equals(word)
                ? null
                : Integer.valueOf(Math.toIntExact(whole(field, least, most, word + " or ")));
    }

    private long whole(String field, long least, long most, String otherwise) {
        JsonNode value = value(field);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(field, otherwise + "a whole number from " + least + " to " + most);
        return least;
    }

    /// A whole number as [#whole(String, long, long)], or null when the field is absent.
    public @Nullable Integer optionalWhole(String field, int least, int most) {
        return has(field) ? Integer.valueOf(Math.toIntExact(whole(field, least, most))) : null;
    }

    /// A number that is not negative and must be there.
    public BigDecimal amount(String field) {
        JsonNode value = value(field);
        if (value.isNumber() && value.decimalValue().signum() >= 0) {
            return value.decimalValue();
        }
        wrong(field, "a number of at least 0");
        return BigDecimal.ZERO;
    }

    /// A number as [#amount(String)], or null when the field is absent.
    public @Nullable BigDecimal optionalAmount(String field) {
        return has(field) ? amount(field) : null;
    }

    /// True or false; false when the field is absent.
    public boolean flag(String field) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            wrong(field, "true or false");
        }
        return value.isBoolean() && value.booleanValue();
    }

    /// True when the field holds a mapping.
    public boolean isSection(String field) {
        return value(field).isObject();
    }

    /// A mapping that must be there; an empty one stands in when it is not.
    public Section section(String field) {
        JsonNode value = value(field);
        if (!value.isObject()) {
            wrong(field, "a mapping");
        }
        return child(field, value.isObject() ? value : MissingNode.getInstance());
    }

    /// A mapping, or empty when the field is absent.
    public Optional<Section> optionalSection(String field) {
        return has(field) ? Optional.of(section(field)) : Optional.empty();
    }

    /// A list of mappings that must be there and must not be empty.
    public List<Section> sections(String field) {
        JsonNode value = value(field);
        List<Section> items = new ArrayList<>();
        if (!value.isArray() || value.isEmpty()) {
            wrong(field, "a list of mappings");
            return items;
        }
        for (int i = 0; i < value.size(); i++) {
            String name = field + "[" + i + "]";
            if (value.get(i).isObject()) {
                items.add(child(name, value.get(i)));
            } else {
                wrong(name, quoted(value.get(i)), "a mapping");
            }
        }
        return items;
    }

    /// What `build` makes of answers that are all sound, or empty after a problem with the field.
    ///
    /// `build` throws [IllegalArgumentException] with the message `<what was found>, expected
    /// <what would be right>`.
    public <T> Optional<T> build(String field, Supplier<T> build) {
        if (!sound) {
            return Optional.empty();
        }
        try {
            return Optional.of(build.get());
        } catch (IllegalArgumentException e) {
            String[] halves = String.valueOf(e.getMessage()).split(", expected ", 2);
            wrong(field, halves[0], halves.length == 2 ? halves[1] : "another value");
            return Optional.empty();
        }
    }

    /// Notes every field that nobody asked for as unknown.
    public void nothingElse() {
        for (String name : node.propertyNames()) {
            if (!asked.contains(name)) {
                wrong(name, "an unknown field", "one of " + asked);
            }
        }
    }

    /// Notes that the field's present value is wrong.
    public void wrong(String field, String expected) {
        wrong(field, quoted(value(field)), expected);
    }

    /// Notes a mistake in the words of the caller.
    public void wrong(String field, String found, String expected) {
        problems.add(new Problem(file, subject, path + field, found, expected, lineOf(field)));
        for (Section s = this; s != null; s = s.parent) {
            s.sound = false;
        }
    }

    static String quoted(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "nothing";
        }
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return "a list";
        }
        return value.isString() ? '"' + value.stringValue() + '"' : value.asString();
    }

    private Section child(String field, JsonNode value) {
        return new Section(file, subject, path + field + ".", value, problems, this, pointerTo(field), lines);
    }

    /// The line of a field, or of this section where the field is absent; 0 where that is not known.
    public int lineOf(String field) {
        return lines.of(pointerTo(field));
    }

    private String pointerTo(String field) {
        return pointer + '/' + field.replace("[", "/").replace("]", "");
    }

    private JsonNode value(String field) {
        asked.add(field);
        JsonNode value = node.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }
}
