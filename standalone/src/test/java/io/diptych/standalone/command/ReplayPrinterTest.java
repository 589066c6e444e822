package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.standalone.replay.ReplayReport;
import io.diptych.standalone.replay.ReplayReport.AsItWent;
import io.diptych.standalone.replay.ReplayReport.Difference;
import io.diptych.standalone.replay.ReplayReport.Share;
import io.diptych.standalone.replay.ReplayReport.TenantChange;
import io.diptych.standalone.replay.ReplayReport.Total;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayPrinterTest {
    private static final Total NOTHING = new Total(0, 0, 0, 0, null);

    @Test
    void tellsTheRoutesOfEachTenantForWhomSomethingChanges() {
        Total before = new Total(4, 0, 82_000, 0, 9_000L);
        Total after = new Total(4, 0, 280_000, 0, 5_000L);
        Total press = new Total(1, 0, 70_000, 0, 5_000L);

        String shown = shown(new ReplayReport(
                "draft",
                "2",
                2,
                4,
                1,
                0,
                0,
                0,
                Map.of("image.outcomes", 3L),
                before,
                after,
                List.of(new Share("nano 1K", 1, 4), new Share("gpt low", 3, 0)),
                List.of(
                        new TenantChange("press", 1, 0, List.of(new Share("nano 1K", 1, 1)), press, press),
                        new TenantChange(
                                "shop",
                                3,
                                3,
                                List.of(new Share("nano 1K", 0, 3), new Share("gpt low", 3, 0)),
                                new Total(3, 0, 12_000, 0, 10_000L),
                                new Total(3, 0, 210_000, 0, 5_000L))),
                new AsItWent(Map.of("DELIVERED", 4L), 5, 12_000L),
                List.of(new Difference("r1", "shop", 3, "gpt low", "drafts", "old", "nano 1K", "all", "it is said"))));

        assertThat(shown.lines())
                .contains(
                        "2 requests for 4 images decided again under draft 2; 3 images would go elsewhere.",
                        "  left out: repeated requests, decided once: 1",
                        "  left out: records of image.outcomes that cannot be read: 3",
                        "shop    nano 1K       0    0.0 %      3  100.0 %",
                        "all     nano 1K       1   25.0 %      4  100.0 %",
                        "r1       shop         3  gpt low  old/drafts  nano 1K  all")
                .noneMatch(line -> line.startsWith("press   nano"))
                .anyMatch(line -> line.matches("press +1 +0 +0\\.07 +0\\.07 +5 s +5 s +0 +0"))
                .anyMatch(line -> line.startsWith("As it went: {DELIVERED=4}, 1.25 attempts an image"));
    }

    @Test
    void saysSoWhereThereIsNothingToCompare() {
        String shown = shown(new ReplayReport(
                "draft",
                "2",
                0,
                0,
                0,
                1,
                0,
                0,
                Map.of(),
                NOTHING,
                NOTHING,
                List.of(),
                List.of(),
                new AsItWent(Map.of(), 0, null),
                List.of()));

        assertThat(shown.lines())
                .containsExactly(
                        "0 requests for 0 images decided again under draft 2; 0 images would go elsewhere.",
                        "  left out: requests without a decision since then (invalid, not routed yet, or repeats of"
                                + " earlier ones): 1");
    }

    private static String shown(ReplayReport report) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            ReplayPrinter.print(new Screen(false), report);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
