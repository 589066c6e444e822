package io.diptych.router.kafka;

import io.diptych.platform.kafka.EventFormat;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.schemas.Topics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// What every listener works with.
public record Desk(
        Topics topics, EventFormat format, RouterMeters meters, PlatformMeters platformMeters, CommitPace commits) {
    Dispatch dispatch(ProcessorContext<byte[], Outgoing> context) {
        return new Dispatch(context, topics, format, platformMeters, commits);
    }
}
