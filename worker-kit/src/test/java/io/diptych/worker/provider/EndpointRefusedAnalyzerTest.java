package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class EndpointRefusedAnalyzerTest {
    @Test
    void startUpFailsWithTheReasonAlone() {
        // Given
        FailureAnalyzer analyzer =
                SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (_, _, _) -> {}).stream()
                        .filter(EndpointRefusedAnalyzer.class::isInstance)
                        .findFirst()
                        .orElseThrow();

        // When
        @Nullable
        FailureAnalysis analysis = analyzer.analyze(
                new IllegalStateException("bean 'x' failed", new EndpointRefusedException("the one clear line")));

        // Then
        assertThat(Objects.requireNonNull(analysis).getDescription()).isEqualTo("the one clear line");
    }
}
