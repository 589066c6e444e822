package io.diptych.quality.review.http;

import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Reviewer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows reviewers by the hash of their token. Every comparison takes the same time, whoever it is and however much of
/// it is right.
final class TokenGate {
    private static final String SCHEME = "Bearer ";

    private final List<Known> known;

    TokenGate(List<ReviewProperties.Pass> passes) {
        this.known = passes.stream()
                .map(pass -> new Known(HexFormat.of().parseHex(pass.tokenSha256()), pass.reviewer()))
                .toList();
    }

    /// Who sends the header.
    ///
    /// @param authorization value of the header `Authorization`; null where there is none
    Optional<Reviewer> reviewer(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] hash = hash(authorization.substring(SCHEME.length()).strip());
        Reviewer found = null;
        for (Known each : known) {
            boolean same = MessageDigest.isEqual(each.hash, hash);
            found = same ? each.reviewer : found;
        }
        return Optional.ofNullable(found);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Known(byte[] hash, Reviewer reviewer) {}
}
