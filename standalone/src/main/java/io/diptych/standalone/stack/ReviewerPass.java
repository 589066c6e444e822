package io.diptych.standalone.stack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// By what a reviewer is let in.
///
/// @param name  as it stands in decisions
/// @param lead  whether their word settles a disagreement, and they may name questions with known answers
/// @param token the secret; left out of `toString`
public record ReviewerPass(String name, boolean lead, String token) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 24;

    /// A pass with a token that nobody else has.
    public static ReviewerPass fresh(String name, boolean lead) {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        return new ReviewerPass(
                name, lead, Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /// SHA-256 of the token, hexadecimal.
    String tokenHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ReviewerPass[name=" + name + ", lead=" + lead + "]";
    }
}
