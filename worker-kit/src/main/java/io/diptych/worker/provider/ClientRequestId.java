package io.diptych.worker.provider;

import java.nio.charset.StandardCharsets;

/// Our attempt id as an HTTP header value, so that a provider's log and invoice can be matched with ours.
public final class ClientRequestId {
    /// The header that carries it.
    public static final String HEADER = "X-Client-Request-Id";

    private ClientRequestId() {}

    /// The attempt id; what a header cannot carry, and `%`, is percent-encoded, so that no two ids become one.
    public static String of(String attemptId) {
        StringBuilder header = new StringBuilder(attemptId.length());
        for (byte octet : attemptId.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 127 && octet != '%') {
                header.append((char) octet);
            } else {
                header.append('%').append("%02X".formatted(octet));
            }
        }
        return header.toString();
    }
}
