package io.diptych.openai;

import com.fasterxml.jackson.core.StreamReadConstraints;

/// Lets the SDK read images above 15 MB: it parses with Jackson 2, whose longest string is 20 million characters by
/// default.
///
/// The limit is one of the JVM and only holds for parsers that are made afterwards, so it is raised before the SDK is
/// touched.
final class JacksonLimits {
    private static final int LONGEST_STRING = 200_000_000;

    private JacksonLimits() {}

    static void raise() {
        if (StreamReadConstraints.defaults().getMaxStringLength() < LONGEST_STRING) {
            StreamReadConstraints.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .build());
        }
    }
}
