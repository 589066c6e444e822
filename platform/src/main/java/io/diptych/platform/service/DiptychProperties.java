package io.diptych.platform.service;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the shared parts are. Each key has an environment variable, for example `DIPTYCH_KAFKA_BOOTSTRAP`.
///
/// @param topicPrefix   put before every topic name; several environments share a cluster by it
/// @param models        catalogue ids of the models that this deployment has topics and workers for
/// @param provision     whether services create topics and register schemas; off in production, where a deploy step
/// does
/// @param shutdownGrace how long work may take to end when the process is told to stop
/// @param stateDir      folder of local state; safe to lose, slow to rebuild
@Validated
@ConfigurationProperties("diptych")
public record DiptychProperties(
        @DefaultValue("") String topicPrefix,

        @DefaultValue({"gpt-image-2", "gemini-3.1-flash-image"}) @NotEmpty
        List<String> models,

        @DefaultValue("false") boolean provision,
        @DefaultValue("30s") Duration shutdownGrace,
        @DefaultValue("state") @NotBlank String stateDir,
        @DefaultValue @Valid Kafka kafka,
        @DefaultValue @Valid Registry registry,
        @DefaultValue @Valid Assets assets) {

    /// The brokers.
    ///
    /// @param bootstrap  comma-separated `host:port` of brokers
    /// @param properties further client properties, for example security
    public record Kafka(
            @DefaultValue("127.0.0.1:9092") @NotBlank String bootstrap,
            @DefaultValue Map<String, String> properties) {}

    /// The schema registry.
    ///
    /// @param url base address of the schema registry
    public record Registry(
            @DefaultValue("http://127.0.0.1:8081") @NotNull URI url) {}

    /// The asset store.
    ///
    /// @param root     `file:` folder or `s3://bucket/prefix`
    /// @param endpoint address of an S3 server other than AWS; absent for AWS
    /// @param region   AWS region
    public record Assets(
            @DefaultValue("file:assets") @NotNull URI root,
            @org.jspecify.annotations.Nullable URI endpoint,
            @DefaultValue("us-east-1") String region) {}
}
