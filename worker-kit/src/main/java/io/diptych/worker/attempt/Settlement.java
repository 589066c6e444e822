package io.diptych.worker.attempt;

import io.diptych.events.AssetRef;
import io.diptych.events.AttemptRecord;
import io.diptych.events.AttemptStatus;
import io.diptych.events.Billing;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationResult;
import io.diptych.events.TokenUsage;
import io.diptych.events.VideoInfo;
import io.diptych.worker.prompt.PromptWriter;
import io.diptych.worker.provider.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The end of an attempt, still to be written: the claim it ends and the receipt of what came of it.
///
/// It becomes two records that stand or fall together, in one transaction: the attempt's last one and
/// the job's result.
public record Settlement(Claim claim, Receipt receipt) {

    public Settlement {
        if (!claim.attemptId().equals(receipt.attemptId())) {
            throw new IllegalArgumentException("receipt is of attempt " + receipt.attemptId() + ", must be of "
                    + claim.attemptId() + ", which it settles");
        }
    }

    /// Settles an attempt whose worker is gone and of which nothing was found.
    public static Settlement unknown(Claim claim, Instant now) {
        return new Settlement(
                claim,
                Receipt.withoutAnswer(
                        claim,
                        Billing.UNKNOWN,
                        FailureCode.EXPIRED,
                        "worker " + claim.workerId() + " claimed the attempt at " + claim.claimedAt()
                                + " and is gone; no receipt was found, so nobody knows whether the provider charged",
                        now));
    }

    /// Settles an attempt that no provider was asked for.
    public static Settlement unbought(Claim claim, FailureCode code, String message, Instant now) {
        return new Settlement(claim, Receipt.withoutAnswer(claim, Billing.NOT_BILLED, code, message, now));
    }

    /// The attempt.
    public String attemptId() {
        return claim.attemptId();
    }

    /// How the attempt ends.
    public AttemptStatus status() {
        return switch (receipt.billing()) {
            case BILLED -> AttemptStatus.BILLED;
            case NOT_BILLED -> AttemptStatus.NOT_BILLED;
            case UNKNOWN -> AttemptStatus.UNKNOWN;
        };
    }

    /// The attempt's last record.
    public AttemptRecord record(Instant now) {
        return claim.base(status(), now).setFailure(failure()).build();
    }

    /// The job's result.
    public GenerationResult result() {
        return GenerationResult.newBuilder()
                .setAttemptId(claim.attemptId())
                .setJobId(claim.job().getJobId())
                .setTenant(claim.job().getTenant())
                .setJob(claim.job())
                .setBilling(receipt.billing())
                .setImage(image())
                .setVideo(video())
                .setFailure(failure())
                .setUsage(usage(receipt.usage()))
                .setModelVersion(receipt.modelVersion())
                .setProviderRequestId(receipt.requestId())
                .setProviderBatchId(receipt.providerBatchId())
                .setTemplateVersion(PromptWriter.versionFor(claim.job()))
                .setCalls(receipt.calls())
                .setWorkerId(receipt.workerId())
                .setStartedAt(receipt.startedAt())
                .setProviderMillis(receipt.providerMillis())
                .setOccurredAt(receipt.endedAt())
                .build();
    }

    private @Nullable AssetRef image() {
        Receipt.Image image = receipt.image();
        return image == null ? null : image.asset();
    }

    private @Nullable VideoInfo video() {
        Receipt.Image image = receipt.image();
        Receipt.FilmNote film = image == null ? null : image.film();
        if (film == null) {
            return null;
        }
        Receipt.Image frame = film.firstFrame();
        return new VideoInfo(film.durationMillis(), film.codec(), frame == null ? null : frame.asset());
    }

    private @Nullable Failure failure() {
        Receipt.Problem problem = receipt.problem();
        return problem == null
                ? null
                : new Failure(
                        problem.code(),
                        problem.blame(),
                        problem.message(),
                        problem.field(),
                        problem.retryAfterMillis());
    }

    private static @Nullable TokenUsage usage(@Nullable Usage usage) {
        return usage == null
                ? null
                : new TokenUsage(
                        usage.textIn(),
                        usage.textInCached(),
                        usage.imageIn(),
                        usage.imageInCached(),
                        usage.textOut(),
                        usage.imageOut());
    }
}
