package io.diptych.platform.assets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// SHA-256 of some bytes, as 64 lower-case hexadecimal digits.
record ContentHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    ContentHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("sha256 is '" + hex + "', must be 64 lower-case hexadecimal digits");
        }
    }

    static ContentHash of(byte[] bytes) {
        try {
            return new ContentHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static ContentHash of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
