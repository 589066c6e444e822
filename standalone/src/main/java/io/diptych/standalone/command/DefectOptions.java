package io.diptych.standalone.command;

import io.diptych.standalone.demo.Defects;
import io.diptych.standalone.stack.ServiceKind;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The option that has the simulated models get things wrong, and shows what became of it.
final class DefectOptions {
    /// About one image in four. Nothing but a reference could tell another subject, and the demonstration sends none.
    private static final String RATES = """
            {"*": {"garbled_text": 0.06, "typo": 0.04, "off_white": 0.10, "shaded_white": 0.05, "wrong_ratio": 0.03,
             "blank": 0.02, "blurred": 0.04, "noisy": 0.03, "blocky": 0.03, "subject_changed": 0.02}}""";

    @Option(
            names = "--defects",
            description = "Have the simulated models get about one image in four wrong, and show how many are right as"
                    + " they first came and as they were delivered.")
    private boolean wished;

    /// Injects the defects, where they are wished for.
    void arm(Screen screen, StackAddresses stack) throws IOException, InterruptedException {
        if (!wished) {
            return;
        }
        Defects.inject(simulator(stack), RATES);
        if ("ASK".equals(stack.settings().get("diptych.qa.unreviewed"))) {
            screen.line(
                    "What no model mends waits for people at %s; so does this run.",
                    stack.service(ServiceKind.QA).resolve("/review/"));
        }
    }

    /// Flawless models again.
    void disarm(StackAddresses stack) throws IOException, InterruptedException {
        if (wished) {
            Defects.inject(simulator(stack), "{}");
        }
    }

    /// Shows what became of them; empty where none were wished for.
    Optional<Defects> show(Screen screen, StackAddresses stack, String campaign)
            throws IOException, InterruptedException {
        if (!wished) {
            return Optional.empty();
        }
        Defects defects = Defects.of(stack, simulator(stack), campaign);
        Table table = new Table(
                "stage",
                ">jobs",
                ">right at first",
                ">delivered",
                ">right",
                ">mended",
                ">first attempts USD",
                ">all attempts USD",
                "wrong, accepted",
                "wrong, delivered with doubts");
        defects.stages().forEach(stage -> row(table, stage));
        row(table, defects.all());
        table.lines().forEach(line -> screen.line("%s", line));
        return Optional.of(defects);
    }

    private static void row(Table table, Defects.StageOfDefects stage) {
        table.row(
                stage.stage().toLowerCase(Locale.ROOT),
                stage.made(),
                share(stage.rightAtFirst(), stage.rightAtFirstShare()),
                stage.delivered(),
                share(stage.right(), stage.rightShare()),
                stage.mended(),
                stage.firstUsd(),
                stage.totalUsd(),
                flaws(stage.accepted()),
                flaws(stage.doubted()));
    }

    private static String flaws(Map<String, Integer> flaws) {
        return flaws.isEmpty() ? "" : flaws.toString();
    }

    private static String share(int count, double share) {
        return String.format(Locale.ROOT, "%d (%.1f %%)", count, share * 100);
    }

    private static URI simulator(StackAddresses stack) {
        URI simulator = stack.simulator();
        if (simulator == null) {
            throw new StackException("--defects needs the provider simulator, this stack uses real providers");
        }
        return simulator;
    }
}
