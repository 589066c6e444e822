package io.diptych.standalone.command;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TesseractReader;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.quality.verdict.Unreviewed;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.StackAssets;
import io.diptych.standalone.quality.Recheck;
import io.diptych.standalone.replay.KafkaRecording;
import io.diptych.standalone.stack.StackAddresses;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Gives old verdicts again.
@Command(
        name = "recheck",
        mixinStandardHelpOptions = true,
        description =
                "Gives the latest verdicts of the running stack again, from the stored events and images, and shows"
                        + " what would be another one under the profiles that hold now, each under the accept threshold"
                        + " that was in force when it was given. Nothing is changed.")
final class QualityRecheckCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Option(names = "--last", defaultValue = "100", description = "How many verdicts (default: ${DEFAULT-VALUE}).")
    private int last = 100;

    @Option(names = "--profiles", description = "File with the quality profiles to judge under.")
    private @Nullable Path profiles;

    @Option(names = "--today", description = "Under the accept thresholds that are in force now instead.")
    private boolean today;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    /// What is printed as JSON.
    record Result(int rechecked, int changed, List<Recheck.Line> changes) {}

    @Override
    public Integer call() throws InterruptedException {
        if (last < 1) {
            throw new IllegalArgumentException("--last is " + last + ", must be at least 1");
        }
        Screen screen = new Screen(json);
        Gates gates = new Gates();
        StackAddresses stack = data.running();
        Profiles known = profiles == null ? Profiles.shipped() : Profiles.of(profiles);
        try (EventCodec codec = new EventCodec(stack.registry());
                TesseractReader reader = new TesseractReader(Optional.empty(), 1)) {
            ResultJudge judge = new ResultJudge(
                    StackAssets.of(stack),
                    new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(reader)),
                    known,
                    Unreviewed.DELIVER,
                    InstantSource.system(),
                    gates);
            List<Recheck.Line> lines = new Recheck(new Topics(""), judge, gates, today)
                    .run(new KafkaRecording(new KafkaSettings(stack.kafkaBootstrap()), codec), Instant.EPOCH, last);
            List<Recheck.Line> changes =
                    lines.stream().filter(Recheck.Line::isChanged).toList();
            Table table = new Table("attempt", "then", ">score", ">needed", "now", ">score", ">needed", "reasons now");
            changes.forEach(line -> table.row(
                    line.attemptId(),
                    line.decisionThen(),
                    line.scoreThen(),
                    line.acceptFromThen(),
                    line.decisionNow(),
                    line.scoreNow(),
                    line.acceptFromNow(),
                    String.join(", ", line.reasonsNow())));
            if (!table.isEmpty()) {
                table.lines().forEach(line -> screen.line("%s", line));
            }
            screen.line("%d verdicts rechecked, %d are another.", lines.size(), changes.size());
            screen.result(new Result(lines.size(), changes.size(), changes));
        }
        return 0;
    }
}
