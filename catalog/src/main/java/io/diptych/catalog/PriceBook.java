package io.diptych.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The prices of one source, each with the days on which it holds.
///
/// Pricing is a pure function of the book, the consumption and the instant. Amounts are exact decimals throughout
/// and are rounded once per attempt to whole micro-dollars, half up, at the very end.
public final class PriceBook {

    private final String name;
    private final String version;
    private final String description;
    private final Map<String, Model> models;
    private final Map<String, List<PricePeriod>> periods;

    /// @param models  by every id and alias
    /// @param periods by model id
    PriceBook(
            String name,
            String version,
            String description,
            Map<String, Model> models,
            Map<String, List<PricePeriod>> periods) {
        this.name = name;
        this.version = version;
        this.description = description;
        this.models = Map.copyOf(models);
        this.periods = Map.copyOf(periods);
    }

    /// The name it is looked up by, such as `official`.
    public String name() {
        return name;
    }

    /// The version that postings carry.
    public String version() {
        return version;
    }

    /// Whose prices these are.
    public String description() {
        return description;
    }

    /// What a finished attempt costs at the prices of that instant.
    public Price price(Consumption consumption, Instant at) {
        return figure(consumption.model(), at, (_, rates) -> rates.price(consumption));
    }

    /// The highest plausible price of an attempt for one image or clip, told before it is made.
    ///
    /// @param model       id or alias
    /// @param tier        quality or resolution, as the provider prices it; `auto` counts as the dearest
    /// @param size        pixels of the image, if known
    /// @param promptChars length of the prompt in characters
    /// @param references  reference images to be sent
    /// @param watched     whether unfinished images may be shown on the way
    public Price estimate(
            String model,
            String tier,
            @Nullable PixelSize size,
            Lane lane,
            int promptChars,
            int references,
            boolean watched,
            Instant at) {
        if (promptChars < 0 || references < 0) {
            throw new IllegalArgumentException("promptChars is " + promptChars + " and references is " + references
                    + ", expected at least 0 of each");
        }
        return figure(
                model,
                at,
                (known, rates) -> rates.estimate(new Rates.Intent(
                        known,
                        tier,
                        size,
                        lane,
                        promptChars,
                        references,
                        watched ? known.capabilities().partialImages() : 0)));
    }

    private Price figure(String idOrAlias, Instant at, Pricing pricing) {
        Model model = models.get(idOrAlias);
        if (model == null) {
            return unknown(idOrAlias, "the model is not in the catalogue");
        }
        List<PricePeriod> all = periods.get(model.id());
        if (all == null) {
            return unknown(model.id(), "the book has no price for it");
        }
        Optional<PricePeriod> period =
                all.stream().filter(candidate -> candidate.covers(at)).findFirst();
        if (period.isEmpty()) {
            return unknown(model.id(), "the book has no price for it at " + at);
        }
        return switch (pricing.apply(model, period.get().rates())) {
            case Figure.Exact(var micros, var working) ->
                new Price.Known(Money.roundedFrom(micros), name, version, model.id() + ": " + working);
            case Figure.Missing(var reason) -> unknown(model.id(), reason);
        };
    }

    private Price unknown(String model, String reason) {
        return new Price.Unknown("price book " + name + ", model " + model + ": " + reason);
    }

    @FunctionalInterface
    private interface Pricing {
        Figure apply(Model model, Rates rates);
    }
}
