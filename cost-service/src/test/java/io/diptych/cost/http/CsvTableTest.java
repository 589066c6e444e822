package io.diptych.cost.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

    @Test
    void quotesAndDisarmsWhatASpreadsheetWouldMisunderstand() {
        CsvTable table = new CsvTable(List.of("name", "amount"));

        table.line().add("a \"b\", c").add(-5L).end();
        table.line().add("=HYPERLINK(1)").add(null).end();
        table.line().add("@x").add(1.5).end();

        assertThat(table.toString()).isEqualTo("""
                        name,amount\r
                        "a ""b"", c",-5\r
                        '=HYPERLINK(1),\r
                        '@x,1.5\r
                        """);
    }
}
