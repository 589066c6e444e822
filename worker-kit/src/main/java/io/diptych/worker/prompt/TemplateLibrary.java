package io.diptych.worker.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The templates there are. One name stands for one intent; each family of models has its own words for it.
///
/// All of them are checked when the library is loaded.
final class TemplateLibrary {
    private final List<PromptTemplate> templates;

    /// @throws IllegalArgumentException if two templates have name, version and family in common
    TemplateLibrary(List<PromptTemplate> templates) {
        this.templates = List.copyOf(templates);
        Set<String> seen = new HashSet<>();
        for (PromptTemplate template : templates) {
            for (String family : template.families()) {
                if (!seen.add(template.id() + " for " + family)) {
                    throw new IllegalArgumentException("template " + template.id() + " for " + family
                            + " is there twice, must have a version of its own");
                }
            }
        }
    }

    /// The library that is shipped with this module.
    static TemplateLibrary shipped() {
        try (InputStream in =
                Objects.requireNonNull(TemplateLibrary.class.getResourceAsStream("/prompts/library.txt"))) {
            return new TemplateLibrary(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(TemplateFile::shipped)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<PromptTemplate> templates() {
        return templates;
    }

    /// The template that a request names.
    ///
    /// @param asked  `name` for the newest version, or `name@version`
    /// @param family of the model that is to make the image
    /// @throws UnusablePromptException when there is none for the family
    PromptTemplate find(String asked, String family) throws UnusablePromptException {
        Optional<PromptTemplate> found = templates.stream()
                .filter(template -> template.families().contains(family))
                .filter(template -> asked.equals(template.name()) || asked.equals(template.id()))
                .max(Comparator.comparingInt(PromptTemplate::version));
        return found.orElseThrow(() -> new UnusablePromptException(
                "request.template",
                "request.template is \"" + asked + "\", which is not there for models of the family " + family
                        + ", must be one of "
                        + templates.stream()
                                .filter(template -> template.families().contains(family))
                                .map(PromptTemplate::id)
                                .sorted()
                                .toList()));
    }
}
