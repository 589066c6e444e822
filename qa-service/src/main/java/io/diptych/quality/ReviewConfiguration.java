package io.diptych.quality;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.platform.service.DiptychProperties;
import io.diptych.quality.review.DeskOpen;
import io.diptych.quality.review.ReviewMeters;
import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.desk.Intake;
import io.diptych.quality.review.desk.ReviewDesk;
import io.diptych.quality.review.desk.Settlement;
import io.diptych.quality.review.kafka.CancellationIntake;
import io.diptych.quality.review.kafka.OutboxCourier;
import io.diptych.quality.review.kafka.QuestionIntake;
import io.diptych.quality.review.kafka.SettlingWorkload;
import io.diptych.quality.review.store.ReportQueries;
import io.diptych.quality.review.store.ReviewDatabase;
import io.diptych.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The review desk.
@Configuration(proxyBeanMethods = false)
@DeskOpen
@EnableConfigurationProperties({ReviewProperties.class, PostgresProperties.class})
class ReviewConfiguration {

    @Bean
    ReviewDatabase reviewDatabase(PostgresProperties postgres, ReviewProperties terms) {
        if (terms.reviewers().isEmpty()) {
            throw new IllegalArgumentException(
                    "diptych.qa.review.reviewers is empty, must name one reviewer at least where"
                            + " diptych.qa.unreviewed is ASK");
        }
        return new ReviewDatabase(postgres);
    }

    @Bean
    ReviewMeters reviewMeters(MeterRegistry registry) {
        return new ReviewMeters(registry);
    }

    @Bean
    ReviewDesk reviewDesk(
            ReviewDatabase database,
            Topics topics,
            EventCodec codec,
            AssetStore assets,
            ReviewProperties terms,
            ReviewMeters meters,
            InstantSource clock) {
        return new ReviewDesk(database, topics, codec, assets, terms, meters, clock);
    }

    @Bean
    ReportQueries reportQueries(ReviewDatabase database) {
        return new ReportQueries(database);
    }

    @Bean
    QuestionIntake questionIntake(
            KafkaSettings kafka,
            DiptychProperties diptych,
            Topics topics,
            EventCodec codec,
            ReviewDatabase database,
            ReviewProperties terms,
            ReviewMeters meters,
            PlatformMeters platform) {
        Intake intake = new Intake(database, topics, codec, terms, meters);
        return new QuestionIntake(
                kafka, diptych.topicPrefix() + "qa.review", topics.reviewTasks(), codec, database, intake, platform);
    }

    @Bean
    CancellationIntake cancellationIntake(
            KafkaSettings kafka,
            DiptychProperties diptych,
            Topics topics,
            EventCodec codec,
            ReviewDatabase database,
            PlatformMeters platform,
            InstantSource clock) {
        return new CancellationIntake(
                kafka,
                diptych.topicPrefix() + "qa.review.cancellations",
                topics.cancellations(),
                codec,
                database,
                platform,
                clock);
    }

    @Bean
    SettlingWorkload settlingWorkload(
            ReviewDatabase database,
            Topics topics,
            EventCodec codec,
            ReviewProperties terms,
            ReviewMeters meters,
            InstantSource clock) {
        return new SettlingWorkload(database, new Settlement(database, topics, codec, terms, meters, clock));
    }

    @Bean
    OutboxCourier outboxCourier(
            KafkaSettings kafka,
            DiptychProperties diptych,
            Topics topics,
            ReviewDatabase database,
            ReviewMeters meters,
            PlatformMeters platform,
            InstantSource clock) {
        return new OutboxCourier(
                kafka,
                diptych.topicPrefix() + "qa.review.outbox",
                topics.reviewDecisions().name(),
                database,
                meters,
                platform,
                clock);
    }
}
