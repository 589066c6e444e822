package io.diptych.worker.attempt;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStoreException;
import io.diptych.platform.film.Film;
import io.diptych.platform.film.FirstFrame;
import io.diptych.worker.image.ImageEnd;
import io.diptych.worker.image.ImageHeader;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a provider's answer into a receipt: stores the image, keeps the receipt, and only then hands
/// it out.
///
/// A store that does not answer is asked again until the time is up: a paid image is in our hands.
public final class ImageKeeper {
    private static final Logger log = LoggerFactory.getLogger(ImageKeeper.class);
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialBackoff(Duration.ofMillis(200), 2.0, Duration.ofSeconds(5));

    private final AssetStore store;
    private final Receipts receipts;
    private final InstantSource clock;

    public ImageKeeper(AssetStore store, InstantSource clock) {
        this.store = store;
        this.receipts = new Receipts(store);
        this.clock = clock;
    }

    /// The receipt of an answer, kept.
    ///
    /// @param until moment after which the store is asked no more
    /// @throws AssetStoreException when the store did not answer in time; nothing may be settled as if it had
    public Receipt keep(Claim claim, Answer answer, Instant until) {
        Receipt receipt = switch (answer.outcome()) {
            case Rendered rendered -> ofRendered(claim, answer, rendered, until);
            case Failed failed -> ofFailed(claim, answer, failed);
        };
        keep(receipt, until);
        return receipt;
    }

    /// The receipt of a job that no provider can be asked for, kept.
    ///
    /// @param message what is wrong in the request
    /// @param field   of the request that is to blame, as a path
    /// @param until   moment after which the store is asked no more
    /// @throws AssetStoreException when the store did not answer in time
    public Receipt keepInvalid(Claim claim, String message, String field, Instant until) {
        Receipt receipt = ofRefused(claim, FailureCode.INVALID_REQUEST, message, field);
        keep(receipt, until);
        return receipt;
    }

    /// Keeps a receipt that was made elsewhere.
    void keep(Receipt receipt, Instant until) {
        asking(until).executeRunnable(() -> receipts.keep(receipt));
    }

    private Receipt ofRendered(Claim claim, Answer answer, Rendered rendered, Instant until) {
        if (rendered.bytes().length == 0) {
            return ofUnusable(claim, answer, rendered, FailureCode.EMPTY_RESPONSE, "provider sent an image of 0 bytes");
        }
        Optional<Film> film = Film.read(rendered.bytes()).filter(Film::isVisible);
        if (film.isPresent()) {
            Receipt.Image image = filmed(claim, rendered.bytes(), film.get(), until);
            return receipt(claim, answer, Billing.BILLED, image, null, rendered.modelVersion());
        }
        Optional<ImageHeader> header = ImageHeader.read(rendered.bytes());
        if (header.isEmpty()) {
            return ofUnusable(
                    claim,
                    answer,
                    rendered,
                    FailureCode.MALFORMED_RESPONSE,
                    "provider sent " + rendered.bytes().length + " bytes as " + rendered.mediaType()
                            + ", which no image reader knows");
        }
        if (ImageEnd.isMissing(rendered.bytes())) {
            return ofUnusable(
                    claim,
                    answer,
                    rendered,
                    FailureCode.MALFORMED_RESPONSE,
                    "provider sent " + rendered.bytes().length + " bytes of "
                            + header.get().mediaType() + ", which break off before the end of the image");
        }
        AssetRef asset = asking(until)
                .executeSupplier(() -> store.put(
                        rendered.bytes(),
                        header.get().mediaType(),
                        header.get().width(),
                        header.get().height()));
        return receipt(claim, answer, Billing.BILLED, Receipt.Image.of(asset, null), null, rendered.modelVersion());
    }

    /// The film with its first frame: the film's own, or the one it was asked to begin with where that cannot be had.
    private Receipt.Image filmed(Claim claim, byte[] bytes, Film film, Instant until) {
        AssetRef asset =
                asking(until).executeSupplier(() -> store.put(bytes, Film.MEDIA_TYPE, film.width(), film.height()));
        AssetRef first = switch (FirstFrame.of(film)) {
            case FirstFrame.Shown(byte[] jpeg, int width, int height) ->
                asking(until).executeSupplier(() -> store.put(jpeg, "image/jpeg", width, height));
            case FirstFrame.Hidden(String reason) -> {
                log.atWarn()
                        .addKeyValue("attempt", claim.attemptId())
                        .addKeyValue("reason", reason)
                        .log("first frame cannot be had");
                yield given(claim);
            }
        };
        return Receipt.Image.of(
                asset,
                new Receipt.FilmNote(
                        film.durationMillis(), film.codec(), first == null ? null : Receipt.Image.of(first, null)));
    }

    private static @Nullable AssetRef given(Claim claim) {
        return claim.job().getRequest().getReferences().stream()
                .filter(reference -> reference.getRole() == ReferenceRole.FIRST_FRAME)
                .map(Reference::getAsset)
                .findFirst()
                .orElse(null);
    }

    /// The receipt of an image that the provider drew and charges for, and that nobody can use. It is
    /// not kept.
    Receipt ofUnusable(Claim claim, Answer answer, Rendered rendered, FailureCode code, String message) {
        return receipt(
                claim, answer, Billing.BILLED, null, Receipt.Problem.of(code, message, null), rendered.modelVersion());
    }

    /// The receipt of a failure. It is not kept.
    Receipt ofFailed(Claim claim, Answer answer, Failed failed) {
        return receipt(
                claim,
                answer,
                failed.billing(),
                null,
                Receipt.Problem.of(failed.code(), failed.message(), failed.retryAfter()),
                null);
    }

    /// The receipt of an attempt that was not made. It is not kept.
    Receipt ofRefused(Claim claim, FailureCode code, String message, @Nullable String field) {
        return Receipt.withoutAnswer(claim, Billing.NOT_BILLED, code, message, clock.instant())
                .blaming(field);
    }

    private Receipt receipt(
            Claim claim,
            Answer answer,
            Billing billing,
            Receipt.@Nullable Image image,
            Receipt.@Nullable Problem problem,
            @Nullable String modelVersion) {
        return new Receipt(
                claim.attemptId(),
                claim.workerId(),
                billing,
                image,
                problem,
                answer.outcome().usage(),
                modelVersion,
                answer.outcome().requestId(),
                answer.providerBatchId(),
                answer.calls(),
                answer.startedAt(),
                answer.providerMillis(),
                clock.instant());
    }

    private Retry asking(Instant until) {
        return Retry.of(
                "asset-store",
                RetryConfig.custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(PAUSES)
                        .retryOnException(thrown -> thrown instanceof AssetStoreException
                                && clock.instant().isBefore(until)
                                && !Thread.currentThread().isInterrupted())
                        .build());
    }
}
