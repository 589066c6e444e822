package io.diptych.worker;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.schemas.Topics;
import java.time.InstantSource;

/// The shared parts that pumps and collectors work with.
public record WorkerParts(
        Topics topics,
        KafkaSettings kafka,
        EventCodec codec,
        AssetStore assets,
        InstantSource clock,
        KafkaTracing tracing,
        WorkerMeters meters) {}
