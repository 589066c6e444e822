package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientRequestIdTest {
    @Test
    void anAttemptIdTravelsAsItIs() {
        assertThat(ClientRequestId.of("01JABC-9_x#0.1")).isEqualTo("01JABC-9_x#0.1");
    }

    @Test
    void whatAHeaderCannotCarryIsEncoded() {
        assertThat(ClientRequestId.of("é \n#0.1")).isEqualTo("%C3%A9%20%0A#0.1");
    }

    @Test
    void twoIdsNeverBecomeOne() {
        assertThat(ClientRequestId.of("a%20b")).isNotEqualTo(ClientRequestId.of("a b"));
    }
}
