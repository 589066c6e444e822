package io.diptych.quality;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.service.DiptychProperties;
import io.diptych.platform.service.DiptychService;
import io.diptych.platform.service.PlatformConfiguration;
import io.diptych.quality.check.BlankThresholds;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.ResolutionThresholds;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.kafka.QaGroup;
import io.diptych.quality.kafka.QaMeters;
import io.diptych.quality.kafka.QaWorkload;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Quality control: judges what providers gave back.
@SpringBootApplication(proxyBeanMethods = false)
@Import(PlatformConfiguration.class)
@EnableConfigurationProperties({
    QaProperties.class,
    IntakeLimits.class,
    ResolutionThresholds.class,
    BlankThresholds.class
})
public class QaApplication {

    public static void main(String[] args) {
        DiptychService.start("qa-service", QaApplication.class, Map.of(), args);
    }

    @Bean
    QaMeters qaMeters(MeterRegistry registry) {
        return new QaMeters(registry);
    }

    @Bean
    Inspection inspection(IntakeLimits intake, ResolutionThresholds resolution, BlankThresholds blank) {
        return new Inspection(new ImageIntake(intake), resolution, blank);
    }

    @Bean
    ResultJudge resultJudge(AssetStore assets, Inspection inspection, QaProperties qa, InstantSource clock) {
        return new ResultJudge(assets, inspection, qa.profile(), clock);
    }

    @Bean
    QaWorkload qaWorkload(
            KafkaSettings kafka,
            Topics topics,
            EventCodec codec,
            ResultJudge judge,
            QaProperties qa,
            DiptychProperties diptych,
            QaMeters meters) {
        String id = diptych.topicPrefix() + "qa";
        QaGroup group = new QaGroup(id, id + "." + qa.instance(), qa.batch(), qa.threadsOrCores());
        return new QaWorkload(kafka, topics, codec, judge, group, meters);
    }
}
