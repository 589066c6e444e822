package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SharedInfrastructureIT {

    @Test
    void startsWhatIsMissingAndKeepsWhatRuns() {
        // Given
        EmbeddedInfrastructure first = EmbeddedInfrastructure.shared(Part.POSTGRES);
        long server = first.status().getFirst().pid();
        assertThatIllegalStateException()
                .isThrownBy(first::kafkaBootstrap)
                .withMessageStartingWith("the broker does not run here");

        // When
        EmbeddedInfrastructure second = EmbeddedInfrastructure.shared(Part.POSTGRES, Part.BROKER);
        second.close();

        // Then
        assertThat(second.status()).extracting(PartStatus::part).containsExactly(Part.BROKER, Part.POSTGRES);
        assertThat(second.status().getLast().pid()).isEqualTo(server);
        assertThat(second.kafkaBootstrap()).startsWith("127.0.0.1:");
    }
}
