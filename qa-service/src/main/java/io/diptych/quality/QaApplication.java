package io.diptych.quality;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.service.DiptychProperties;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.service.PlatformConfiguration;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.TopologyWorkload;
import io.diptych.quality.calibration.Gates;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.feedback.FeedbackTopology;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.kafka.EndingLog;
import io.diptych.quality.kafka.GateFollower;
import io.diptych.quality.kafka.QaGroup;
import io.diptych.quality.kafka.QaMeters;
import io.diptych.quality.kafka.QaWorkload;
import io.diptych.quality.kafka.ResultDesk;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TesseractReader;
import io.diptych.quality.text.TextReader;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Quality control: judges what providers gave back.
@SpringBootApplication(proxyBeanMethods = false)
@Import(PlatformConfiguration.class)
@EnableConfigurationProperties({QaProperties.class, IntakeLimits.class})
public class QaApplication {
    private static final String NAME = "qa-service";

    public static void main(String[] args) {
        DiptychService.start(NAME, QaApplication.class, Map.of(), args);
    }

    @Bean
    QaMeters qaMeters(MeterRegistry registry) {
        return new QaMeters(registry);
    }

    @Bean
    TextReader textReader(QaProperties qa) {
        return new TesseractReader(path(qa.tessdata()), qa.threadsOrCores());
    }

    @Bean
    Inspection inspection(IntakeLimits intake, TextReader reader) {
        return new Inspection(new ImageIntake(intake), new Checks(reader));
    }

    @Bean
    Profiles qualityProfiles(QaProperties qa) {
        return path(qa.profiles()).map(Profiles::of).orElseGet(Profiles::shipped);
    }

    @Bean
    ResultJudge resultJudge(
            AssetStore assets,
            Inspection inspection,
            Profiles profiles,
            QaProperties qa,
            InstantSource clock,
            Gates gates) {
        return new ResultJudge(assets, inspection, profiles, qa.unreviewed(), clock, gates);
    }

    @Bean
    Gates qualityGates() {
        return new Gates();
    }

    @Bean
    GateFollower gateFollower(KafkaSettings kafka, EventCodec codec, Topics topics, Gates gates) {
        return new GateFollower(kafka, codec, topics.acceptThresholds(), gates);
    }

    @Bean
    FeedbackTopology feedbackTopology(Topics topics, EventCodec codec) {
        return new FeedbackTopology(topics, codec);
    }

    @Bean
    TopologyWorkload feedbackWorkload(
            FeedbackTopology topology, KafkaSettings kafka, DiptychProperties diptych, PlatformMeters meters) {
        return new TopologyWorkload(
                "qa.feedback",
                topology::build,
                kafka.streams(diptych.topicPrefix() + "qa-feedback", diptych.stateDir() + "/qa-feedback"),
                meters,
                diptych.shutdownGrace());
    }

    private static Optional<Path> path(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    }

    @Bean
    ResultDesk resultDesk(Topics topics, EventCodec codec, ResultJudge judge, KafkaTracing tracing) {
        return new ResultDesk(topics, codec, judge, tracing, NAME);
    }

    @Bean
    QaGroup qaGroup(QaProperties qa, DiptychProperties diptych, Topics topics) {
        String id = diptych.topicPrefix() + "qa";
        return new QaGroup(id, topics.results().name(), id + "." + qa.instance(), qa.batch(), qa.threadsOrCores());
    }

    @Bean
    QaWorkload qaWorkload(
            KafkaSettings kafka,
            QaGroup group,
            ResultDesk desk,
            QaMeters meters,
            PlatformMeters platform,
            Topics topics) {
        return new QaWorkload(kafka, group, desk, new EndingLog(meters, platform, topics), platform);
    }
}
