package io.diptych.worker.pump;

import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.attempt.CallControl;
import io.diptych.worker.attempt.CallTimes;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.ImageBuyer;
import io.diptych.worker.attempt.ImageKeeper;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.attempt.RetryRule;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.ledger.GroupSettings;
import io.diptych.worker.limit.ModelGate;
import io.diptych.worker.limit.Standing;
import io.diptych.worker.preview.Previews;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.PreviewSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Makes one model's images: claims jobs, buys each on a thread of its own, settles them.
///
/// One turn is one transaction: it settles the attempts that ended and claims as many jobs as there are
/// free slots. So a job is always in exactly one place: queued, claimed by a known worker, or settled.
public final class JobPump implements Workload {
    private static final Duration WORTH_A_CALL = Duration.ofSeconds(1);

    private final WorkerIdentity identity;
    private final WorkerProperties settings;
    private final WorkerParts parts;
    private final ImageProvider provider;
    private final ModelGate gate;
    private final ImageBuyer buyer;
    private final PumpMemory memory;
    private final AtomicLong backlog = new AtomicLong();
    private volatile @Nullable Previews previews;

    public JobPump(WorkerIdentity identity, WorkerProperties settings, WorkerParts parts, ImageProvider provider) {
        this.identity = identity;
        this.settings = settings;
        this.parts = parts;
        this.provider = provider;
        String model = identity.model();
        this.gate = new ModelGate(
                model, settings.limitsOf(model), settings.circuit(), settings.callTimeout(), parts.clock());
        CallTimes times = new CallTimes(settings.callTimeout());
        this.buyer = new ImageBuyer(
                gate.watching(provider),
                new RenderCalls(settings.modelIds()),
                ReferenceImages.of(parts.assets(), settings.references(), model),
                this::previewsOf,
                new RetryRule(settings.maxCalls(), WORTH_A_CALL, gate::admitsAgain),
                new ImageKeeper(parts.assets(), parts.clock()),
                times,
                parts.clock());
        Bell bell = new Bell();
        SettlementOutbox outbox = new SettlementOutbox(bell);
        RunningCalls calls = new RunningCalls(settings.slots(), this::buy, times::cutOffAt, outbox, bell);
        this.memory = new PumpMemory(outbox, calls, bell);
        show(calls);
    }

    private void show(RunningCalls calls) {
        String model = identity.model();
        parts.meters().showSlots(model, calls::busy, settings.slots());
        parts.meters().showBacklog(model, backlog::get);
        parts.meters().showCircuit(model, () -> gate.standing().circuit());
        parts.meters().showLimited(model, () -> limitLeft(gate.standing()));
    }

    private Duration limitLeft(Standing standing) {
        Instant until = standing.limitedUntil();
        return until == null ? Duration.ZERO : Duration.between(parts.clock().instant(), until);
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
    public void run(StopSignal stop) throws InterruptedException, MissingPrerequisiteException {
        try (Previews publishing = new Previews(identity, parts);
                PumpSession session = new PumpSession(
                        identity, settings, parts, memory, gate, new HealthReport(identity, parts, provider))) {
            previews = settings.previews() ? publishing : null;
            session.run(stop, backlog::set);
        } finally {
            previews = null;
            backlog.set(0);
        }
    }

    private PreviewSink previewsOf(Claim claim) {
        Previews publishing = previews;
        return publishing == null ? PreviewSink.NONE : publishing.of(claim);
    }

    private Receipt buy(Claim claim, CallControl control) {
        Receipt receipt = parts.tracing().within("worker.buy", claim.headers(), () -> buyer.buy(claim, control));
        Receipt.Problem problem = receipt.problem();
        if (receipt.calls() > 0) {
            parts.meters().retried(identity.model(), receipt.calls() - 1);
            parts.meters()
                    .answered(
                            identity.model(),
                            problem == null ? "rendered" : problem.code().name().toLowerCase(Locale.ROOT),
                            Duration.ofMillis(receipt.providerMillis()));
        }
        return receipt;
    }
}
