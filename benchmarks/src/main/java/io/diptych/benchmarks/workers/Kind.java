package io.diptych.benchmarks.workers;

/// How a worker takes its jobs.
enum Kind {
    DIPTYCH("Diptych", "claims in transactions"),
    SPRING("Spring @KafkaListener", "one thread for each partition, one record at a time, acknowledged each"),
    SHARE_GROUP("share group", "a consumer and a thread for each slot, one record each, acknowledged each"),
    PARALLEL_CONSUMER("Confluent parallel-consumer", "unordered, as many threads as slots");

    private final String title;
    private final String way;

    Kind(String title, String way) {
        this.title = title;
        this.way = way;
    }

    String title() {
        return title;
    }

    String way() {
        return way;
    }

    /// What its process does.
    Work work() {
        return switch (this) {
            case DIPTYCH -> new DiptychWork();
            case SPRING -> new SpringWork();
            case SHARE_GROUP -> new ShareGroupWork();
            case PARALLEL_CONSUMER -> new ParallelConsumerWork();
        };
    }
}
