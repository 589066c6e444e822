package io.diptych.standalone.demo;

import io.diptych.platform.kafka.EventCodec;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Begins a W3C trace for a request: see <https://www.w3.org/TR/trace-context/#traceparent-header>.
public final class FreshTrace {
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreshTrace() {}

    /// Headers with a `traceparent` of its own.
    public static Headers headers() {
        return new RecordHeaders().add("traceparent", EventCodec.bytes("00-" + hex(16) + "-" + hex(8) + "-01"));
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
