package io.diptych.worker.batch;

import io.diptych.events.GenerationJob;
import io.diptych.events.Lane;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerProperties;
import java.time.Duration;

/// Which jobs a collector takes.
public enum Supply {
    /// The batch lane, many at once.
    BATCHES,
    /// The jobs of a model that only works in long operations, one at a time, as they come.
    OPERATIONS;

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    Topic<GenerationJob> topic(Topics topics, String model) {
        return switch (this) {
            case BATCHES -> topics.batchJobs(model);
            case OPERATIONS -> topics.jobs(model);
        };
    }

    /// The consumer group, whose lag is the model's backlog.
    String group(WorkerIdentity identity) {
        return switch (this) {
            case BATCHES -> identity.batchGroup();
            case OPERATIONS -> identity.group();
        };
    }

    boolean takes(Lane lane) {
        return switch (this) {
            case BATCHES -> lane == Lane.BATCH;
            case OPERATIONS -> lane != Lane.BATCH;
        };
    }

    /// How long a batch is offered to a provider that refuses it for a while, before it is handed back. Batches have
    /// time
    /// until a deadline nears; somebody waits for a film.
    Duration patience(WorkerProperties settings, WorkerProperties.Batch limits) {
        return switch (this) {
            case BATCHES -> limits.giveUpAfter();
            case OPERATIONS -> settings.circuit().handBackAfter();
        };
    }

    WorkerProperties.Batch limits(WorkerProperties settings, CollectorProperties times) {
        WorkerProperties.Batch batch = settings.batch();
        return switch (this) {
            case BATCHES -> batch;
            case OPERATIONS ->
                new WorkerProperties.Batch(
                        1,
                        batch.maxRecord(),
                        batch.maxResults(),
                        AT_ONCE,
                        batch.pollInterval(),
                        batch.submitTimeout(),
                        settings.slots(),
                        times.operationGiveUp());
        };
    }
}
