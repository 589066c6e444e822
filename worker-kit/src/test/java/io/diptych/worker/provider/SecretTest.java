package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void isNeverPrinted() {
        assertThat(new Secret("sk-abc")).hasToString("(secret)");
    }

    @Test
    void blankIsNone() {
        assertThat(new Secret(" \n")).isEqualTo(Secret.none()).hasToString("(none)");
        assertThat(Secret.none().isPresent()).isFalse();
    }
}
