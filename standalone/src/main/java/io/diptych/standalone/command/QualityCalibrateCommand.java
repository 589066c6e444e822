package io.diptych.standalone.command;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.quality.profile.Profiles;
import io.diptych.schemas.Topics;
import io.diptych.standalone.quality.Calibration;
import io.diptych.standalone.replay.KafkaRecording;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Recomputes accept thresholds from random audits.
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description =
                "Recomputes from people's answers to random audits from which score on images are accepted unseen,"
                        + " and says what would change; with --apply it holds from then on.")
final class QualityCalibrateCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Option(names = "--from", paramLabel = "DAY", description = "Only audits answered since then, such as 2026-11-20.")
    private @Nullable LocalDate from;

    @Option(names = "--profiles", description = "File with other quality profiles, if the service uses one.")
    private @Nullable Path profiles;

    @Option(names = "--apply", description = "Publish the thresholds.")
    private boolean apply;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    /// What is printed as JSON.
    record Result(boolean applied, List<Shown> profiles) {}

    /// One profile of it.
    record Shown(
            String profile,
            String version,
            int audits,
            int badAudits,
            double before,
            String gate,
            double after,
            boolean changed,
            double bound,
            double alpha,
            double acceptedShare,
            String reason) {}

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = new Screen(json);
        StackAddresses stack = data.running();
        KafkaSettings kafka = new KafkaSettings(stack.kafkaBootstrap());
        Topics topics = new Topics("");
        try (EventCodec codec = new EventCodec(stack.registry())) {
            Instant since = from == null
                    ? Instant.EPOCH
                    : from.atStartOfDay(ZoneOffset.UTC).toInstant();
            List<Calibration.Line> lines = new Calibration(
                            topics, profiles == null ? Profiles.shipped() : Profiles.of(profiles))
                    .compute(new KafkaRecording(kafka, codec), since, Instant.now());
            show(screen, lines);
            if (apply) {
                publish(kafka, codec, topics, lines);
                screen.line("Published: quality control uses them from now on.");
            }
            screen.result(new Result(
                    apply, lines.stream().map(QualityCalibrateCommand::shown).toList()));
        }
        return 0;
    }

    private static void show(Screen screen, List<Calibration.Line> lines) {
        Table table = new Table("profile", ">audits", ">bad", ">from now", ">to", ">bound", ">promise", "why");
        for (Calibration.Line line : lines) {
            table.row(
                    line.profile(),
                    line.audits(),
                    line.badAudits(),
                    String.format(Locale.ROOT, "%.3f", line.before()),
                    line.isChanged() ? String.format(Locale.ROOT, "%.3f", line.after()) : "same",
                    line.event().getThreshold() == null
                            ? ""
                            : String.format(Locale.ROOT, "%.2f %%", line.event().getBound() * 100),
                    String.format(Locale.ROOT, "%.0f %%", line.event().getAlpha() * 100),
                    line.event().getReason());
        }
        table.lines().forEach(line -> screen.line("%s", line));
    }

    private static Shown shown(Calibration.Line line) {
        return new Shown(
                line.profile(),
                line.version(),
                line.audits(),
                line.badAudits(),
                line.before(),
                line.gate(),
                line.after(),
                line.isChanged(),
                line.event().getBound(),
                line.event().getAlpha(),
                line.event().getAcceptedShare(),
                line.event().getReason());
    }

    private static void publish(KafkaSettings kafka, EventCodec codec, Topics topics, List<Calibration.Line> lines)
            throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("diptych-quality"))) {
            for (Calibration.Line line : lines) {
                var _ = producer.send(codec.record(topics.acceptThresholds(), line.event(), new RecordHeaders()))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new StackException("thresholds could not be published: " + e.getCause());
        }
    }
}
