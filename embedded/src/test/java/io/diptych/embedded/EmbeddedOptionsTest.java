package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedOptionsTest {

    @Test
    void startEverythingOnFreePortsByDefault() {
        EmbeddedOptions options = EmbeddedOptions.throwAway();

        assertThat(options.parts()).containsExactlyInAnyOrder(Part.values());
        assertThat(options.ports()).isEmpty();
        assertThat(options.dataFolder()).isEmpty();
    }

    @Test
    void takeZeroAsAWishForAFreePort() {
        EmbeddedOptions options = EmbeddedOptions.keptIn(Path.of("data"))
                .withPort(Part.BROKER, 9092)
                .withPort(Part.REGISTRY, 8080)
                .withPort(Part.BROKER, 0);

        assertThat(options.ports()).containsOnlyKeys(Part.REGISTRY).containsValue(8080);
    }

    @Test
    void refuseAPortThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedOptions.throwAway().withPort(Part.POSTGRES, 70_000))
                .withMessage("port of POSTGRES must be within 1..65535 but is 70000");
    }

    @Test
    void refuseToStartNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddedOptions.throwAway().withParts())
                .withMessageContaining("BROKER");
    }
}
