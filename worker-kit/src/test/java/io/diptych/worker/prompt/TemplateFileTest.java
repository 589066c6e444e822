package io.diptych.worker.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateFileTest {
    private static final String HEAD = "---\nname: t\nversion: 2\nfamily: gpt-image\nimage_type: SCENE\n";

    @Test
    void everyShippedTemplateIsSound() {
        assertThat(TemplateLibrary.shipped().templates()).hasSizeGreaterThan(5);
    }

    @Test
    void readsHeadAndText() {
        PromptTemplate template = TemplateFile.read("t.md", HEAD + "variables: {a: {required: true}}\n---\n{{a}}\n");

        assertThat(template.id()).isEqualTo("t@2");
        assertThat(template.variables())
                .containsExactly(new TemplateVariable("a", TemplateVariable.Type.TEXT, true, null));
    }

    @Test
    void refusesAHoleThatIsNotDeclared() {
        assertThatThrownBy(() -> TemplateFile.read("t.md", HEAD + "---\n{{a}}\n"))
                .hasMessageContainingAll("t.md", "t@2", "uses [a]");
    }

    @Test
    void refusesAVariableThatIsNotUsed() {
        assertThatThrownBy(() -> TemplateFile.read("t.md", HEAD + "variables: {a: {}}\n---\ntext\n"))
                .hasMessageContainingAll("t.md", "declares [a]");
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        assertThatThrownBy(() -> TemplateFile.read("t.md", HEAD + "author: me\n---\ntext\n"))
                .hasMessageContainingAll("t.md", "author");
    }

    @Test
    void refusesAFileWithoutAHead() {
        assertThatThrownBy(() -> TemplateFile.read("t.md", "just text")).hasMessageContainingAll("t.md", "---");
    }

    @Test
    void refusesTheSameTemplateTwice() {
        PromptTemplate template = TemplateFile.read("t.md", HEAD + "---\ntext\n");

        assertThatThrownBy(() -> new TemplateLibrary(List.of(template, template)))
                .hasMessageContaining("t@2 for gpt-image");
    }

    @Test
    void speaksToEveryFamilyThatItNames() throws UnusablePromptException {
        PromptTemplate both =
                TemplateFile.read("t.md", HEAD.replace("gpt-image", "[gpt-image, seedream]") + "---\ntext\n");
        TemplateLibrary library = new TemplateLibrary(List.of(both));

        assertThat(library.find("t", "seedream")).isEqualTo(both);
        assertThatThrownBy(() -> library.find("t", "veo")).hasMessageContaining("must be one of []");
    }

    @Test
    void takesTheNewestVersionUnlessOneIsNamed() throws UnusablePromptException {
        PromptTemplate old = TemplateFile.read("o.md", HEAD.replace("version: 2", "version: 1") + "---\nold\n");
        PromptTemplate young = TemplateFile.read("y.md", HEAD + "---\nyoung\n");
        TemplateLibrary library = new TemplateLibrary(List.of(young, old));

        assertThat(library.find("t", "gpt-image")).isEqualTo(young);
        assertThat(library.find("t@1", "gpt-image")).isEqualTo(old);
    }
}
