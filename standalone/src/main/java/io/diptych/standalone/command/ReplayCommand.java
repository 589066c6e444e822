package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.router.policy.Policy;
import io.diptych.schemas.Topics;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.explain.PolicyFile;
import io.diptych.standalone.replay.KafkaRecording;
import io.diptych.standalone.replay.Replay;
import io.diptych.standalone.replay.ReplayReport;
import io.diptych.standalone.stack.StackAddresses;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows what another policy would have made of the requests that were.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Decides the requests of the running stack again under a draft, and shows what would have"
                + " changed. Buys nothing and changes nothing.")
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(
            names = "--policy",
            required = true,
            description = "The draft: a policy document, or a shipped policy's name.")
    private String policy = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "Requests since then: a time such as 2026-11-21T12:00:00Z, or how long ago, such as 90m, 12h,"
                    + " 7d (default: ${DEFAULT-VALUE}).")
    private String from = "7d";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            defaultValue = "0m",
            description = "Requests before then (default: now).")
    private String to = "0m";

    @Option(names = "--tenant", description = "Only this tenant's requests.")
    private @Nullable String tenant;

    @Option(
            names = "--decided-by",
            paramLabel = "POLICY",
            description = "Only requests that this policy decided: those that a new version of it would decide.")
    private @Nullable String decidedBy;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Instant now = Instant.now();
        Replay.Window window = window(now);
        Catalog catalog = Catalog.load();
        Policy draft = PolicyFile.find(policy).policy(catalog, models.settings());
        StackAddresses stack = data.running();
        try (EventCodec codec = new EventCodec(stack.registry())) {
            ReplayReport report = Replay.run(
                    models.router(catalog, draft, stack),
                    new Replay.Draft(draft.name(), draft.version()),
                    new Topics(""),
                    new KafkaRecording(new KafkaSettings(stack.kafkaBootstrap()), codec),
                    window);
            ReplayPrinter.print(screen, report);
            screen.result(report);
        }
        return 0;
    }

    private Replay.Window window(Instant now) {
        Instant since = moment("--from", from, now);
        Instant until = moment("--to", to, now);
        if (!since.isBefore(until)) {
            throw new BadInputException("--from is '" + from + "' (" + since + "), must be before --to, which is '" + to
                    + "' (" + until + ")");
        }
        return new Replay.Window(since, until, Optional.ofNullable(tenant), Optional.ofNullable(decidedBy));
    }

    private static Instant moment(String option, String text, Instant now) {
        try {
            if (text.matches("\\d+[smh]")) {
                return now.minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
            }
            if (text.matches("\\d+d")) {
                return now.minus(Duration.parse("P" + text.toUpperCase(Locale.ROOT)));
            }
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new BadInputException(option + " is '" + text
                    + "', must be a time such as 2026-11-21T12:00:00Z or an age such as 90m, 12h or 7d");
        }
    }
}
