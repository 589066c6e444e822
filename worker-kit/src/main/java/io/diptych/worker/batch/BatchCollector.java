package io.diptych.worker.batch;

import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.ledger.GroupSettings;
import io.diptych.worker.provider.BatchProvider;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes one model's images of the batch lane, or its films: gathers jobs, hands them over as batches or long
/// operations, collects what comes back.
public final class BatchCollector implements Workload {
    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final CollectorProperties times;
    private final Supply supply;
    private final WorkerParts parts;
    private final String providerName;
    private final BatchProvider provider;
    private final AtomicInteger open = new AtomicInteger();

    /// @param providerName catalogue name, for example `google`
    public BatchCollector(
            WorkerIdentity identity,
            WorkerProperties settings,
            CollectorProperties times,
            Supply supply,
            WorkerParts parts,
            String providerName,
            BatchProvider provider) {
        this.identity = identity;
        this.settings = settings;
        this.times = times;
        this.supply = supply;
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
        GroupSettings.apply(provisioning, supply.group(identity), settings.session());
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        try (CollectorSession session =
                new CollectorSession(identity, settings, times, supply, parts, providerName, provider, open::set)) {
            session.run(stop);
        }
    }
}
