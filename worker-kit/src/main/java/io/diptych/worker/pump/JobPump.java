package io.diptych.worker.pump;

import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.ImageBuyer;
import io.diptych.worker.attempt.ImageKeeper;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.attempt.RetryRule;
import io.diptych.worker.ledger.GroupSettings;
import io.diptych.worker.provider.ImageProvider;
import java.time.Duration;
import java.util.Locale;

/// Makes one model's images: claims jobs, buys each on a thread of its own, settles them.
///
/// One turn is one transaction: it settles the attempts that ended and claims as many jobs as there are free slots.
/// So a job is always in exactly one place: queued, claimed by a known worker, or settled.
public final class JobPump implements Workload {
    private static final Duration WORTH_A_CALL = Duration.ofSeconds(1);

    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerParts parts;
    private final ImageProvider provider;
    private final ImageBuyer buyer;
    private final PumpMemory memory;

    public JobPump(WorkerIdentity identity, WorkerProperties settings, WorkerParts parts, ImageProvider provider) {
        this.identity = identity;
        this.settings = settings;
        this.parts = parts;
        this.provider = provider;
        this.buyer = new ImageBuyer(
                provider,
                new RenderCalls(settings.modelIds()),
                new RetryRule(settings.maxCalls(), WORTH_A_CALL),
                new ImageKeeper(parts.assets(), parts.clock()),
                settings.callTimeout(),
                parts.clock());
        SettlementOutbox outbox = new SettlementOutbox();
        RunningCalls calls = new RunningCalls(settings.slots(), this::buy, buyer::keepUntil, outbox);
        this.memory = new PumpMemory(outbox, calls);
        parts.meters().showSlots(identity.model(), calls::busy, settings.slots());
    }

    @Override
    public String name() {
        return "pump." + identity.model();
    }

    @Override
    public void provision(Provisioning provisioning) {
        GroupSettings.apply(provisioning, identity.group(), settings.session());
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try (PumpSession session = new PumpSession(identity, settings, parts, memory)) {
            session.run(stop, new HealthReport(identity, parts).started(provider));
        }
    }

    private Receipt buy(Claim claim) {
        Receipt receipt = parts.tracing().within("worker.buy", claim.headers(), () -> buyer.buy(claim));
        Receipt.Problem problem = receipt.problem();
        if (receipt.calls() > 0) {
            parts.meters()
                    .answered(
                            identity.model(),
                            problem == null ? "rendered" : problem.code().name().toLowerCase(Locale.ROOT),
                            Duration.ofMillis(receipt.providerMillis()));
        }
        return receipt;
    }
}
