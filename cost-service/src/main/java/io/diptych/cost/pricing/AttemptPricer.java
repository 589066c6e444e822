package io.diptych.cost.pricing;

import io.diptych.catalog.Consumption;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Provenance;
import io.diptych.events.Route;

/// Prices attempts by one price book. A pure function of the book and the result, at the prices of the moment the
/// attempt
/// ended.
final class AttemptPricer {
    private final PriceBook book;

    AttemptPricer(PriceBook book) {
        this.book = book;
    }

    /// What a billed attempt costs: what the provider said, else what the book says. A billed attempt bought one image,
    /// whether it arrived or not.
    Amount charge(GenerationResult result) {
        Long reported = result.getReportedMicros();
        if (reported != null) {
            return new Amount(reported, Provenance.REPORTED, "reported by " + provider(result));
        }
        try {
            return byTheBook(result, Consumptions.of(result));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Amount.unknown("usage makes no sense: " + e.getMessage());
        }
    }

    /// What an attempt of which nobody knows whether it was charged costs at most.
    Amount hold(GenerationResult result) {
        GenerationRequest request = result.getJob().getRequest();
        Route route = result.getJob().getRoute();
        Price price = book.estimate(
                route.getModel(),
                route.getTier(),
                Consumptions.size(route),
                Consumptions.lane(route),
                request.getPrompt() == null ? 0 : request.getPrompt().length(),
                request.getReferences().size(),
                result.getOccurredAt());
        return switch (price) {
            case Price.Known(var amount, var _, var _, var explanation) ->
                new Amount(amount.micros(), Provenance.ESTIMATED, explanation);
            case Price.Unknown(var reason) -> Amount.unknown(reason);
        };
    }

    private Amount byTheBook(GenerationResult result, Consumption consumption) {
        return switch (book.price(consumption, result.getOccurredAt())) {
            case Price.Known(var amount, var _, var _, var explanation) ->
                new Amount(amount.micros(), provenance(result, consumption), explanation);
            case Price.Unknown(var reason) -> Amount.unknown(reason);
        };
    }

    // A book that gives a price without the usage did not use it.
    private Provenance provenance(GenerationResult result, Consumption consumption) {
        if (consumption.usage() == null) {
            return Provenance.ESTIMATED;
        }
        return switch (book.price(Consumptions.withoutUsage(consumption), result.getOccurredAt())) {
            case Price.Known _ -> Provenance.ESTIMATED;
            case Price.Unknown _ -> Provenance.METERED;
        };
    }

    private static String provider(GenerationResult result) {
        return result.getJob().getRoute().getProvider();
    }
}
