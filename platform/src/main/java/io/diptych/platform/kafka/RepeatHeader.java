package io.diptych.platform.kafka;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Marks an outcome that was written again to answer a repeated request. It says nothing new: who counts outcomes
/// passes
/// over it, who waits for one may take it.
public final class RepeatHeader {
    /// Name of the header.
    public static final String NAME = "diptych-repeat";

    private static final byte[] YES = EventCodec.bytes("true");

    private RepeatHeader() {}

    /// The headers, with the mark.
    public static Headers addedTo(Headers headers) {
        return new RecordHeaders(headers).remove(NAME).add(NAME, YES);
    }

    /// Whether a record has the mark.
    public static boolean isIn(Headers headers) {
        return headers.lastHeader(NAME) != null;
    }
}
