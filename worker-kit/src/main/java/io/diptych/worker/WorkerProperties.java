package io.diptych.worker;

import io.diptych.worker.image.ReferenceLimits;
import io.diptych.worker.limit.CircuitSettings;
import io.diptych.worker.limit.Limits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Limits of a worker.
///
/// @param id          names the worker, and fences a predecessor of the same name; absent for host name and a random
///                    part
/// @param models      catalogue ids of the models that this worker serves
/// @param modelIds    the provider's own id of a model, by catalogue id, where the two differ
/// @param slots       concurrent calls, per instance and model
/// @param buffer      jobs that are read ahead of free slots, per instance and model; they are not claimed; absent for
///                    twice the slots
/// @param callTimeout longest time from claim to answer, retries included
/// @param leaseMargin how long the claim's lease outlives that time; the image is stored and the attempt settled in
///                    it
/// @param clockSkew   how far the clocks of two workers may differ
/// @param maxCalls    calls in one attempt, the first included; further ones only where nothing was billed
/// @param drain       how long running calls may take to end when the worker stops; keep it below `diptych.shutdown-
///                    grace`
/// @param session     how long a silent worker counts as alive
/// @param batch       of the batch lane
/// @param limits      of the account, by catalogue id
/// @param circuit     when a model counts as down
/// @param references  how large input images may be
/// @param previews    whether unfinished images of interactive jobs are asked for and published; some providers charge
///                    for them
@Validated
@ConfigurationProperties("diptych.worker")
public record WorkerProperties(
        @Nullable String id,
        @NotEmpty List<String> models,
        @DefaultValue Map<String, String> modelIds,
        @DefaultValue("32") @Positive int slots,
        @Nullable @Positive Integer buffer,
        @DefaultValue("120s") @NotNull Duration callTimeout,
        @DefaultValue("15s") @NotNull Duration leaseMargin,
        @DefaultValue("1s") @NotNull Duration clockSkew,
        @DefaultValue("3") @Positive int maxCalls,
        @DefaultValue("20s") @NotNull Duration drain,
        @DefaultValue("8s") @NotNull Duration session,
        @DefaultValue @Valid Batch batch,
        @DefaultValue Map<String, @Valid Limits> limits,
        @DefaultValue @Valid CircuitSettings circuit,
        @DefaultValue @Valid ReferenceLimits references,
        @DefaultValue("true") boolean previews) {
    /// A broker that forbids short group times asks for one every five seconds.
    private static final Duration RAREST_HEARTBEATS = Duration.ofSeconds(8);

    public WorkerProperties {
        models = List.copyOf(models);
        modelIds = Map.copyOf(modelIds);
        limits = Map.copyOf(limits);
        for (String model : limits.keySet()) {
            if (!models.contains(model)) {
                throw new IllegalArgumentException("diptych.worker.limits has '" + model
                        + "', must be one of diptych.worker.models, which are " + models);
            }
        }
        requirePositive("call-timeout", callTimeout);
        requirePositive("lease-margin", leaseMargin);
        requirePositive("session", session);
    }

    /// The account's limits on a model.
    public Limits limitsOf(String model) {
        return limits.getOrDefault(model, Limits.NONE);
    }

    /// Jobs that are read ahead of free slots.
    public int readAhead() {
        return buffer == null ? slots * 2 : buffer;
    }

    /// How long no broker may answer until a membership is given up: its session is over then, and no broker asks for
    /// heartbeats more rarely than that.
    public Duration patience() {
        return session.compareTo(RAREST_HEARTBEATS) < 0 ? RAREST_HEARTBEATS : session;
    }

    /// How long a claim is its worker's.
    public Duration lease() {
        return callTimeout.plus(leaseMargin);
    }

    /// Limits of the batch lane.
    ///
    /// @param max            jobs in a batch
    /// @param maxRecord      jobs of a batch together, as they travel; below the broker's limit of a record
    /// @param maxResults     images of a batch together, as they are expected to come
    /// @param linger         how long the first job of a batch waits for others
    /// @param pollInterval   how often the provider is asked how a batch stands
    /// @param submitTimeout  longest time to hand a batch over
    /// @param maxOpen        batches that are open at the provider, per instance and model
    /// @param giveUpAfter    time after which a batch that never ended is settled as unknown
    public record Batch(
            @DefaultValue("50") @Positive int max,
            @DefaultValue("700KB") @NotNull DataSize maxRecord,
            @DefaultValue("128MB") @NotNull DataSize maxResults,
            @DefaultValue("2s") @NotNull Duration linger,
            @DefaultValue("10s") @NotNull Duration pollInterval,
            @DefaultValue("60s") @NotNull Duration submitTimeout,
            @DefaultValue("100") @Positive int maxOpen,
            @DefaultValue("26h") @NotNull Duration giveUpAfter) {

        public Batch {
            requirePositive("batch.linger", linger);
            requirePositive("batch.poll-interval", pollInterval);
            requirePositive("batch.submit-timeout", submitTimeout);
            requirePositive("batch.give-up-after", giveUpAfter);
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("diptych.worker." + key + " is " + value + ", must be more than zero");
        }
    }
}
