package io.diptych.quality.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Stage;
import io.diptych.quality.check.Profile;
import io.diptych.quality.check.Profile.Rule;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfilesTest {
    private static final String ONE = """
            version: "7"
            profiles:
              all:
                stages: [DRAFT, WHITE_BACKGROUND, SCENE_DRAFT, SCENE, POSTER_DRAFT, POSTER, HERO, SOCIAL, VIDEO, OTHER]
                accept_from: 0.9
                review_from: 0.5
                min_confidence: 0.6
                audit_share: 0.05
                bad_image_usd: 1.25
                next_good: 0.8
                checks:
                  blur: {hard: true, weight: 2, thresholds: {failBelow: 5}}
            """;

    @ParameterizedTest
    @EnumSource
    void shipsAProfileForEveryStage(Stage stage) {
        Profile profile = Profiles.shipped().of(stage);

        assertThat(profile.id()).endsWith("/2");
        assertThat(profile.badImageMicros()).isPositive();
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> Profiles.of(Path.of("nowhere.yaml")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("nowhere.yaml: there is no such file");
    }

    @Test
    void readsEveryField() {
        Profile profile = ProfileReader.read("p.yaml", ONE).of(Stage.HERO);

        assertThat(profile.id()).isEqualTo("all/7");
        assertThat(profile.acceptFrom()).isEqualTo(0.9);
        assertThat(profile.reviewFrom()).isEqualTo(0.5);
        assertThat(profile.minConfidence()).isEqualTo(0.6);
        assertThat(profile.auditShare()).isEqualTo(0.05);
        assertThat(profile.badImageMicros()).isEqualTo(1_250_000);
        assertThat(profile.nextGood()).isEqualTo(0.8);
        Rule blur = Objects.requireNonNull(profile.rules().get("blur"));
        assertThat(blur.hard()).isTrue();
        assertThat(blur.repair()).isFalse();
        assertThat(blur.weight()).isEqualTo(2);
        assertThat(blur.thresholds().get("failBelow")).isEqualTo(5);
        assertThat(blur.thresholds().get("warnBelow")).isEqualTo(60);
    }

    @Test
    void namesEveryMistake() {
        assertThatThrownBy(() -> read(ONE.replace("blur:", "blurr:").replace("SCENE, ", "SCENERY, ")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("field checks.blurr: found an unknown check, expected one of [blank, blur,")
                .hasMessageContaining("SCENERY");
        assertThatThrownBy(() -> read(ONE.replace("failBelow", "failBellow"))).hasMessageContaining("failBellow");
        assertThatThrownBy(() -> read(ONE.replace("accept_from: 0.9", "accept_from: 1.9")))
                .hasMessageContaining("accept_from");
        assertThatThrownBy(() -> read(ONE.replace("weight: 2", "weight: 0"))).hasMessageContaining("weight");
        assertThatThrownBy(() -> read(ONE.replace("review_from: 0.5", "review_from: 0.95")))
                .hasMessageContaining("review_from");
        assertThatThrownBy(() -> read(ONE.replace(", OTHER]", "]"))).hasMessageContaining("no profile for OTHER");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> Profiles.of(Path.of("nowhere.yaml")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("nowhere.yaml");
    }

    private static void read(String yaml) {
        Profiles _ = ProfileReader.read("p.yaml", yaml);
    }
}
