package io.diptych.worker.prompt;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A variable that a template declares.
///
/// @param required  whether a request must fill it
/// @param otherwise what it is where the request does not fill it; null for nothing
record TemplateVariable(
        String name, Type type, boolean required, @Nullable String otherwise) {

    /// What may be in it.
    enum Type {
        TEXT,
        NUMBER,
        LIST
    }

    TemplateVariable {
        if (required && otherwise != null) {
            throw new IllegalArgumentException(
                    "variable " + name + " is required and has a default, must have one of these at most");
        }
    }

    /// The value as the template sees it: text, or a list of texts.
    ///
    /// @param given by the request; null where it says nothing
    Object value(@Nullable String given) throws UnusablePromptException {
        String text = given == null || given.isBlank() ? otherwise : given.strip();
        if (text == null) {
            if (required) {
                throw new UnusablePromptException(
                        field(),
                        field() + " is missing, must be a " + type.name().toLowerCase(java.util.Locale.ROOT));
            }
            return type == Type.LIST ? List.of() : "";
        }
        return switch (type) {
            case TEXT -> text;
            case NUMBER -> number(text);
            case LIST ->
                Arrays.stream(text.split("[,\n]"))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
        };
    }

    private String number(String text) throws UnusablePromptException {
        try {
            return new BigDecimal(text).toPlainString();
        } catch (NumberFormatException e) {
            throw new UnusablePromptException(field(), field() + " is \"" + text + "\", must be a number");
        }
    }

    private String field() {
        return "request.variables." + name;
    }
}
