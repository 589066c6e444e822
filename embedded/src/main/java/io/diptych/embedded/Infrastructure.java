package io.diptych.embedded;

import java.net.URI;

/// The three real servers Diptych runs on. A small interface, so that containers or a company's own servers can
/// stand in for the embedded ones.
///
/// An address of a part that is not there is refused with an [IllegalStateException].
public interface Infrastructure extends AutoCloseable {

    /// What a Kafka client wants as `bootstrap.servers`, for example `127.0.0.1:9092`.
    String kafkaBootstrap();

    /// The registry's root, for example `http://127.0.0.1:8080`; Apicurio's API is under `/apis/registry/v3`,
    /// Confluent's under `/apis/ccompat/v7`.
    URI registryUrl();

    /// The database `diptych` and its owner.
    JdbcAddress postgres();

    /// Stops every part. Closing twice does nothing.
    @Override
    void close();
}
