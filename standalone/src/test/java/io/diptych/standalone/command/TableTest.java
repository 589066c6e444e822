package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table("model", ">price", "why");

    @Test
    void makesColumnsAsWideAsTheyNeedToBe() {
        table.row("gpt-image-2", "$0.2", "a long reason that is not padded");
        table.row("nano", "$10.20", null);

        assertThat(table.lines())
                .containsExactly(
                        "model         price  why",
                        "gpt-image-2    $0.2  a long reason that is not padded",
                        "nano         $10.20");
    }

    @Test
    void writesMarkdown() {
        table.row("nano", 1, "x");

        assertThat(table.markdown()).containsExactly("| model | price | why |", "|---|---:|---|", "| nano | 1 | x |");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> table.row("nano")).hasMessage("row has 1 cells, expected 3 as the header has");
    }
}
