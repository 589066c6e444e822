package io.diptych.worker.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The words of every shipped template, to the letter, in `src/test/resources/prompts`: once with all that it takes for
/// the professional tier, once with what it must have.
class ShippedTemplatesTest {
    private static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "product", "a steel kettle",
            "label", "ACME",
            "material", "brushed steel",
            "angle", "the left",
            "place", "a bright kitchen",
            "mood", "quiet",
            "props", "a linen cloth, a lemon",
            "headline", "Hot in a minute",
            "lines", "Two litres\nBrushed steel",
            "price", "49.90"));

    static {
        VALUES.putAll(Map.of("action", "pours water", "sound", "water and birds"));
    }

    private static List<PromptTemplate> shipped() {
        return TemplateLibrary.shipped().templates();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void saysWhatItSaid(PromptTemplate template) throws Exception {
        Map<String, String> all = new TreeMap<>(VALUES);
        all.keySet().retainAll(names(template.variables().stream()));
        Map<String, String> least = new TreeMap<>(VALUES);
        least.keySet().retainAll(names(template.variables().stream().filter(TemplateVariable::required)));

        String said = told(template.fill(all, true)) + "\n=====\n" + told(template.fill(least, false)) + "\n";

        assertThat(said).isEqualTo(golden(template));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void speaksToFamiliesOfTheCatalogue(PromptTemplate template) {
        assertThat(Catalog.load().models()).extracting(Model::family).containsAll(template.families());
    }

    @Test
    void hasWordsForEveryModelThatMakesImages() {
        List<String> families = Catalog.load().models().stream()
                .filter(model -> model.capabilities().video() == null)
                .map(Model::family)
                .distinct()
                .toList();
        List<String> intents = shipped().stream()
                .filter(template -> !template.families().contains("veo"))
                .map(PromptTemplate::name)
                .distinct()
                .toList();

        assertThat(intents)
                .allSatisfy(intent -> assertThat(shipped().stream()
                                .filter(template -> template.name().equals(intent))
                                .flatMap(template -> template.families().stream()))
                        .containsExactlyInAnyOrderElementsOf(families));
    }

    private static List<String> names(Stream<TemplateVariable> variables) {
        return variables.map(TemplateVariable::name).toList();
    }

    private static String told(Prompt prompt) {
        return prompt.text() + (prompt.negative() == null ? "" : "\n--- not: " + prompt.negative());
    }

    private static String golden(PromptTemplate template) throws IOException {
        String file = "/prompts/" + template.id() + "." + template.families().getFirst() + ".txt";
        try (InputStream in = Objects.requireNonNull(ShippedTemplatesTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
