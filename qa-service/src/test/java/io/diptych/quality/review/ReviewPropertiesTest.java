package io.diptych.quality.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReviewPropertiesTest {
    private static final String HASH = "a".repeat(64);

    @Test
    void hasDefaultsForAllButTheReviewers() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ReviewProperties(
                        Duration.ofMinutes(15),
                        Duration.ofHours(8),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        Map.of(),
                        List.of()));
    }

    @Test
    void mapsEveryKey() {
        ReviewProperties terms = bind(Map.of(
                "diptych.qa.review.within", "5m",
                "diptych.qa.review.within-batch", "1h",
                "diptych.qa.review.lease", "90s",
                "diptych.qa.review.undo", "3s",
                "diptych.qa.review.breach.hero", "FAIL",
                "diptych.qa.review.reviewers[0].name", "Anna",
                "diptych.qa.review.reviewers[0].role", "LEAD",
                "diptych.qa.review.reviewers[0].token-sha256", HASH,
                "diptych.qa.review.reviewers[1].name", "Ben",
                "diptych.qa.review.reviewers[1].token-sha256", HASH));

        assertThat(terms.withinOn(Lane.INTERACTIVE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(terms.withinOn(Lane.BATCH)).isEqualTo(Duration.ofHours(1));
        assertThat(terms.lease()).isEqualTo(Duration.ofSeconds(90));
        assertThat(terms.undo()).isEqualTo(Duration.ofSeconds(3));
        assertThat(terms.breachOf(Stage.HERO)).isEqualTo(BreachPolicy.FAIL);
        assertThat(terms.breachOf(Stage.DRAFT)).isEqualTo(BreachPolicy.DELIVER);
        assertThat(terms.reviewers())
                .extracting(ReviewProperties.Pass::reviewer)
                .containsExactly(new Reviewer("Anna", Role.LEAD), new Reviewer("Ben", Role.REVIEWER));
        assertThat(terms.toString()).doesNotContain(HASH);
    }

    @Test
    void refusesALeaseOfNoTime() {
        assertThatThrownBy(() -> bind(Map.of("diptych.qa.review.lease", "0s")))
                .hasRootCauseMessage("diptych.qa.review.lease is PT0S, must be longer than nothing");
    }

    private static ReviewProperties bind(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate("diptych.qa.review", ReviewProperties.class);
    }
}
