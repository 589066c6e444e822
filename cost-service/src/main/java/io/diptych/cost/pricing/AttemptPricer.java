package io.diptych.cost.pricing;

import io.diptych.catalog.Consumption;
import io.diptych.catalog.Lane;
import io.diptych.catalog.Money;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.cost.balance.Knowledge;
import io.diptych.cost.balance.Knowledge.Basis;
import io.diptych.events.Billing;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Provenance;
import io.diptych.events.Route;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Prices attempts by one price book. A pure function of the book, the result and the moment whose prices hold.
///
/// Amounts are exact decimals until the very end, where each attempt is rounded once, half up, to whole micro-USD.
final class AttemptPricer {
    /// A charge of more than this many times the highest plausible price is not believed.
    static final int ABSURD = 10;

    private final PriceBook book;

    AttemptPricer(PriceBook book) {
        this.book = book;
    }

    /// What a result says of its attempt's cost.
    ///
    /// @param at moment whose prices hold
    Priced price(GenerationResult result, Instant at) {
        return switch (result.getBilling()) {
            case BILLED -> billed(result, at);
            case UNKNOWN -> {
                Amount hold = hold(result, at);
                yield new Priced(Knowledge.unknown(hold.micros()), null, hold, null);
            }
            case NOT_BILLED -> new Priced(Knowledge.notBilled(), null, null, null);
        };
    }

    private Priced billed(GenerationResult result, Instant at) {
        Amount charge = charge(result, at);
        Long micros = charge.micros();
        if (micros == null) {
            Amount hold = hold(result, at);
            return new Priced(Knowledge.unpriced(hold.micros()), charge, hold.micros() == null ? null : hold, null);
        }
        return new Priced(Knowledge.charged(basis(charge), micros), charge, null, saved(result, micros, at));
    }

    private static Basis basis(Amount charge) {
        return switch (charge.provenance()) {
            case ESTIMATED -> Basis.ESTIMATED;
            case METERED -> Basis.METERED;
            case REPORTED -> Basis.REPORTED;
            case INVOICED -> Basis.INVOICED;
        };
    }

    /// What a billed attempt costs: what the provider said, else what the book says. A billed attempt bought one image,
    /// whether it arrived or not.
    private Amount charge(GenerationResult result, Instant at) {
        Amount said = said(result, at);
        Long micros = said.micros();
        if (micros == null) {
            return said;
        }
        if (micros < 0) {
            return Amount.unknown("the amount makes no sense: it is " + new Money(micros));
        }
        Long most = estimate(result, at).micros();
        return most != null && micros / ABSURD > most
                ? Amount.unknown("the amount makes no sense: it is " + new Money(micros) + ", more than " + ABSURD
                        + " times the highest plausible price " + new Money(most) + "; " + said.explanation())
                : said;
    }

    private Amount said(GenerationResult result, Instant at) {
        Long reported = result.getReportedMicros();
        if (reported != null) {
            return new Amount(reported, Provenance.REPORTED, "reported by " + provider(result));
        }
        try {
            return byTheBook(Consumptions.of(result), at);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Amount.unknown("usage makes no sense: " + e.getMessage());
        }
    }

    /// The most that an attempt can plausibly cost: by the book, with unfinished images where somebody
    /// may have watched, else what the router expected.
    private Amount hold(GenerationResult result, Instant at) {
        Amount estimate = estimate(result, at);
        Long routed = result.getJob().getRoute().getEstimatedMicros();
        if (estimate.micros() == null && routed != null && routed >= 0) {
            return new Amount(routed, Provenance.ESTIMATED, "expected when it was routed; " + estimate.explanation());
        }
        return estimate;
    }

    private Amount estimate(GenerationResult result, Instant at) {
        GenerationRequest request = result.getJob().getRequest();
        Route route = result.getJob().getRoute();
        Price price = book.estimate(
                route.getModel(),
                route.getTier(),
                Consumptions.size(route),
                Consumptions.lane(route),
                request.getPrompt() == null ? 0 : request.getPrompt().length(),
                request.getReferences().size(),
                route.getLane() == io.diptych.events.Lane.INTERACTIVE,
                at);
        return switch (price) {
            case Price.Known(var amount, var _, var _, var explanation) ->
                new Amount(amount.micros(), Provenance.ESTIMATED, explanation);
            case Price.Unknown(var reason) -> Amount.unknown(reason);
        };
    }

    private Amount byTheBook(Consumption consumption, Instant at) {
        return switch (book.price(consumption, at)) {
            case Price.Known(var amount, var _, var _, var explanation) ->
                new Amount(amount.micros(), provenance(consumption, at), explanation);
            case Price.Unknown(var reason) -> Amount.unknown(reason);
        };
    }

    // A book that gives a price without the usage did not use it.
    private Provenance provenance(Consumption consumption, Instant at) {
        if (consumption.usage() == null) {
            return Provenance.ESTIMATED;
        }
        return switch (book.price(Consumptions.withoutUsage(consumption), at)) {
            case Price.Known _ -> Provenance.ESTIMATED;
            case Price.Unknown _ -> Provenance.METERED;
        };
    }

    private @Nullable Long saved(GenerationResult result, long micros, Instant at) {
        if (result.getBilling() != Billing.BILLED
                || Consumptions.lane(result.getJob().getRoute()) != Lane.BATCH
                || result.getReportedMicros() != null) {
            return null;
        }
        return switch (book.price(Consumptions.onLane(Consumptions.of(result), Lane.STANDARD), at)) {
            case Price.Known(var amount, var _, var _, var _) -> amount.micros() - micros;
            case Price.Unknown _ -> null;
        };
    }

    private static String provider(GenerationResult result) {
        return result.getJob().getRoute().getProvider();
    }
}
