package io.diptych.worker.batch;

import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.ledger.GroupSettings;
import io.diptych.worker.provider.BatchProvider;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes one model's images of the batch lane: gathers jobs, hands them over as batches, collects what comes back.
public final class BatchCollector implements Workload {
    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerParts parts;
    private final String providerName;
    private final BatchProvider provider;
    private final AtomicInteger open = new AtomicInteger();

    /// @param providerName catalogue name, for example `google`
    public BatchCollector(
            WorkerIdentity identity,
            WorkerProperties settings,
            WorkerParts parts,
            String providerName,
            BatchProvider provider) {
        this.identity = identity;
        this.settings = settings;
        this.parts = parts;
        this.providerName = providerName;
        this.provider = provider;
        parts.meters().showOpenBatches(identity.model(), open::get);
    }

    @Override
    public String name() {
        return "batches." + identity.model();
    }

    @Override
    public void provision(Provisioning provisioning) {
        GroupSettings.apply(provisioning, identity.batchGroup(), settings.session());
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try (CollectorSession session =
                new CollectorSession(identity, settings, parts, providerName, provider, open::set)) {
            session.run(stop);
        }
    }
}
