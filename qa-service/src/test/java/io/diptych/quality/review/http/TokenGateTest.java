package io.diptych.quality.review.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Reviewer;
import io.diptych.quality.review.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenGateTest {
    private final TokenGate gate = new TokenGate(List.of(
            new ReviewProperties.Pass("Anna", Role.REVIEWER, hash("tea")),
            new ReviewProperties.Pass("Lea", Role.LEAD, hash("coffee"))));

    @Test
    void knowsReviewersByTheirTokens() {
        assertThat(gate.reviewer("Bearer tea")).contains(new Reviewer("Anna", Role.REVIEWER));
        assertThat(gate.reviewer("bearer coffee ")).contains(new Reviewer("Lea", Role.LEAD));
    }

    @Test
    void letsNobodyElseIn() {
        assertThat(gate.reviewer(null)).isEmpty();
        assertThat(gate.reviewer("tea")).isEmpty();
        assertThat(gate.reviewer("Basic tea")).isEmpty();
        assertThat(gate.reviewer("Bearer ")).isEmpty();
        assertThat(gate.reviewer("Bearer te")).isEmpty();
        assertThat(gate.reviewer("Bearer " + hash("tea"))).isEmpty();
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
