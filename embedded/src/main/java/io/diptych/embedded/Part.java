package io.diptych.embedded;

import java.util.Locale;

/// One of the three servers. The order is the order of output, not of starting: they start in parallel.
public enum Part {
    /// Apache Kafka, one node that is broker and controller.
    BROKER("the broker"),
    /// Apicurio Registry, which also answers Confluent's schema registry API.
    REGISTRY("the schema registry"),
    /// PostgreSQL 18.
    POSTGRES("PostgreSQL");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /// The part in the middle of a sentence, for example `the schema registry`.
    public String title() {
        return title;
    }

    /// The part in file names, for example `registry` in `logs/registry.log`.
    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
