package io.diptych.standalone.demo;

import io.diptych.catalog.Lane;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Stage;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.explain.Situation;
import io.diptych.standalone.stack.StackException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a project costs when a plan carries it out: every request is decided by the router's own rules, priced by a
/// book, and bought as often as rework makes necessary. Nothing is bought.
///
/// @param priceBook      name of the book
/// @param images         good images
/// @param purchases      images that are bought for them
/// @param totalUsd       null where a price is unknown, which is never zero
/// @param perAcceptedUsd the total for each good image
public record PricedPlan(
        String plan,
        String priceBook,
        long images,
        BigDecimal purchases,
        @Nullable BigDecimal totalUsd,
        @Nullable BigDecimal perAcceptedUsd,
        List<PricedStage> stages) {
    /// A request's prompt has about one token for four characters of English.
    private static final int CHARS_PER_TOKEN = 4;

    private static final int CENT_DIGITS = 6;

    public PricedPlan {
        stages = List.copyOf(stages);
    }

    /// One stage of it.
    ///
    /// @param route     where its images go, with shares where they go to several places
    /// @param unitUsd   price of one purchase, the mean where routes differ; null where it is unknown
    /// @param rework    share of the purchases that falls short
    /// @param costUsd   of all purchases; null where the price is unknown
    public record PricedStage(
            String title,
            Stage stage,
            String route,
            long images,
            BigDecimal rework,
            BigDecimal purchases,
            @Nullable BigDecimal unitUsd,
            @Nullable BigDecimal costUsd) {}

    /// Prices a plan.
    ///
    /// @param images good images of each stage; a stage that is not there has as many as the plan makes of the SKUs
    /// @param router decides under the plan's policy
    /// @param at     moment whose prices and models hold
    public static PricedPlan of(
            Plan plan,
            List<Sku> skus,
            Map<Stage, Long> images,
            OfflineRouter router,
            PriceBook book,
            ReworkRates rework,
            Instant at) {
        Map<Stage, Mix> mixes = new EnumMap<>(Stage.class);
        for (GenerationRequest request : new PlanRequests(plan, "plan").of(skus, at)) {
            PlannedRoute route = router.explain(request, Situation.CALM, at)
                    .route()
                    .orElseThrow(() ->
                            new StackException("plan " + plan.name() + " has no route for " + request.getRequestId()));
            mixes.computeIfAbsent(request.getPurpose().getStage(), _ -> new Mix())
                    .add(
                            route,
                            unit(route, request, book, at),
                            request.getOutput().getCount());
        }
        List<PricedStage> stages = new ArrayList<>();
        for (Plan.PlannedStage stage : plan.stages()) {
            Mix mix = mixes.get(stage.stage());
            if (mix != null) {
                stages.add(stage(plan, stage, mix, images, rework));
            }
        }
        return summed(plan.name(), book.name(), stages);
    }

    static PricedPlan summed(String plan, String book, List<PricedStage> stages) {
        long good = stages.stream().mapToLong(PricedStage::images).sum();
        boolean known = stages.stream().allMatch(stage -> stage.costUsd() != null);
        BigDecimal total = stages.stream()
                .map(PricedStage::costUsd)
                .filter(java.util.Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new PricedPlan(
                plan,
                book,
                good,
                stages.stream().map(PricedStage::purchases).reduce(BigDecimal.ZERO, BigDecimal::add),
                known ? rounded(total) : null,
                known && good > 0 ? rounded(total.divide(BigDecimal.valueOf(good), MathContext.DECIMAL64)) : null,
                stages);
    }

    private static PricedStage stage(
            Plan plan, Plan.PlannedStage stage, Mix mix, Map<Stage, Long> images, ReworkRates rework) {
        long good = images.getOrDefault(stage.stage(), images.isEmpty() ? mix.images : 0L);
        BigDecimal rate = rework.of(plan.name(), stage.stage());
        BigDecimal purchases = ReworkRates.purchases(good, rate);
        BigDecimal unit = mix.unitUsd();
        return new PricedStage(
                stage.title(),
                stage.stage(),
                mix.routes(),
                good,
                rate,
                rounded(purchases),
                unit,
                unit == null ? null : rounded(unit.multiply(purchases)));
    }

    private static @Nullable Long unit(PlannedRoute route, GenerationRequest request, PriceBook book, Instant at) {
        String prompt = request.getPrompt();
        Price price = book.estimate(
                route.model(),
                route.tier(),
                route.size(),
                route.lane() == io.diptych.events.Lane.BATCH ? Lane.BATCH : Lane.STANDARD,
                prompt == null ? 0 : Math.ceilDiv(prompt.length(), CHARS_PER_TOKEN),
                request.getReferences().size(),
                false,
                at);
        return switch (price) {
            case Price.Known(var amount, var _, var _, var _) -> amount.micros();
            case Price.Unknown _ -> null;
        };
    }

    private static BigDecimal rounded(BigDecimal exact) {
        BigDecimal plain = exact.setScale(CENT_DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() < 2 ? plain.setScale(2) : plain;
    }

    /// Where the images of a stage go.
    private static final class Mix {
        private final Map<String, Long> routes = new TreeMap<>();
        private long images;
        private long micros;
        private boolean isPriced = true;

        void add(PlannedRoute route, @Nullable Long unitMicros, int count) {
            String name =
                    route.model() + " " + route.tier() + (route.lane() == io.diptych.events.Lane.BATCH ? " batch" : "");
            routes.merge(name, (long) count, Long::sum);
            images += count;
            if (unitMicros == null) {
                isPriced = false;
            } else {
                micros += unitMicros * count;
            }
        }

        @Nullable
        BigDecimal unitUsd() {
            return isPriced
                    ? rounded(BigDecimal.valueOf(micros, 6).divide(BigDecimal.valueOf(images), MathContext.DECIMAL64))
                    : null;
        }

        String routes() {
            return routes.size() == 1
                    ? routes.keySet().iterator().next()
                    : routes.entrySet().stream()
                            .map(route -> route.getKey() + " " + 100 * route.getValue() / images + "%")
                            .collect(Collectors.joining(" + "));
        }
    }
}
