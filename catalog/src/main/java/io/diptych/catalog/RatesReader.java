package io.diptych.catalog;

import io.diptych.catalog.yaml.Section;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads how a model is billed: by `tokens`, `images` or `seconds`. Dollars become micro-dollars here.
///
/// @param model the model, or null when it could not be read and its tiers cannot be checked
record RatesReader(@Nullable Model model) {

    private static final List<String> KINDS = List.of("tokens", "images", "seconds");

    Optional<Rates> read(Section price) {
        List<String> present = KINDS.stream().filter(price::has).toList();
        if (present.size() != 1) {
            price.wrong("(all)", present.toString(), "exactly one of " + KINDS);
            return Optional.empty();
        }
        return switch (present.getFirst()) {
            case "tokens" -> tokens(price.section("tokens"));
            case "images" -> images(price.section("images"));
            default -> seconds(price.section("seconds"));
        };
    }

    private Optional<Rates> tokens(Section tokens) {
        Section perMillion = tokens.section("per_million");
        Map<TokenKind, BigDecimal> rates = new EnumMap<>(TokenKind.class);
        for (TokenKind kind : TokenKind.values()) {
            // every attempt sends words and asks for an image: without these two rates a bill would be too low
            if (kind == TokenKind.TEXT_IN || kind == TokenKind.IMAGE_OUT || perMillion.has(kind.field())) {
                rates.put(kind, perMillion.amount(kind.field()));
            }
        }
        perMillion.nothingElse();
        BigDecimal reference = tokens.optionalAmount("reference_each");
        BigDecimal batch = tokens.optionalAmount("batch_multiplier");
        if (batch != null && (batch.signum() == 0 || batch.compareTo(BigDecimal.ONE) > 0)) {
            tokens.wrong("batch_multiplier", "a number above 0 and at most 1");
        }
        TokenRates.Bounds bounds =
                tokens.optionalSection("estimate").map(this::bounds).orElse(TokenRates.Bounds.NONE);
        tokens.nothingElse();
        return tokens.build(
                "(all)", () -> new TokenRates(rates, reference == null ? null : micros(reference), batch, bounds));
    }

    private TokenRates.Bounds bounds(Section estimate) {
        Integer reference = estimate.optionalWhole("reference_tokens", 1, 1_000_000);
        Integer textOut = estimate.optionalWhole("text_out_tokens", 0, 1_000_000);
        Integer partial = estimate.optionalWhole("partial_image_tokens", 0, 1_000_000);
        OutputEstimate output =
                estimate.optionalSection("image_out").map(this::output).orElse(null);
        estimate.nothingElse();
        return new TokenRates.Bounds(output, reference, textOut, partial);
    }

    private @Nullable OutputEstimate output(Section output) {
        List<String> kinds = output.names();
        return switch (kinds.size() == 1 ? kinds.getFirst() : kinds.toString()) {
            case "formula" -> formula(output);
            case "tokens_by_tier" -> new OutputEstimate.TokensByTier(tokensByTier(output.section("tokens_by_tier")));
            case "tokens_by_size" ->
                new OutputEstimate.TokensBySize(bySize(output.section("tokens_by_size"), UnaryOperator.identity()));
            case "prices_by_size" ->
                new OutputEstimate.PricesBySize(bySize(output.section("prices_by_size"), RatesReader::micros));
            default -> {
                output.wrong(
                        "(all)",
                        kinds.toString(),
                        "exactly one of [formula, tokens_by_tier, tokens_by_size, prices_by_size]");
                yield null;
            }
        };
    }

    private static @Nullable OutputEstimate formula(Section output) {
        if (output.text("formula").equals("gpt-image-2")) {
            return new OutputEstimate.GptImage2Formula();
        }
        output.wrong("formula", "the formula gpt-image-2, the only one there is");
        return null;
    }

    private Map<String, Long> tokensByTier(Section tiers) {
        Map<String, Long> tokens = new LinkedHashMap<>();
        for (String tier : tiers.names()) {
            checkTier(tiers, tier);
            tokens.put(Tier.canonical(tier), tiers.whole(tier, 1, 1_000_000));
        }
        return tokens;
    }

    private Map<PixelSize, Map<String, BigDecimal>> bySize(Section sizes, UnaryOperator<BigDecimal> convert) {
        Map<PixelSize, Map<String, BigDecimal>> table = new LinkedHashMap<>();
        for (String written : sizes.names()) {
            try {
                table.put(PixelSize.parse(written), amounts(sizes.section(written), convert));
            } catch (IllegalArgumentException _) {
                sizes.wrong(written, "the size \"" + written + '"', "a size such as 1024x1536");
            }
        }
        return table;
    }

    private Optional<Rates> images(Section images) {
        TreeMap<Long, String> classes = new TreeMap<>();
        images.optionalSection("size_classes")
                .ifPresent(section -> section.names()
                        .forEach(name -> classes.put(
                                section.parsed(name, "a size such as 1024x1024", PixelSize::parse, new PixelSize(1, 1))
                                        .pixels(),
                                name)));
        Map<Lane, Map<String, Map<String, BigDecimal>>> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            images.optionalSection(lane.name().toLowerCase(Locale.ROOT))
                    .ifPresent(tiers -> lanes.put(lane, pricesByTier(tiers, classes)));
        }
        images.nothingElse();
        return images.build("(all)", () -> new ImageRates(classes, lanes));
    }

    private Map<String, Map<String, BigDecimal>> pricesByTier(Section tiers, TreeMap<Long, String> classes) {
        Map<String, Map<String, BigDecimal>> prices = new LinkedHashMap<>();
        for (String tier : tiers.names()) {
            checkTier(tiers, tier);
            Map<String, BigDecimal> byClass = tiers.isSection(tier)
                    ? pricesByClass(tiers.section(tier), classes)
                    : Map.of(Tier.ANY, micros(tiers.amount(tier)));
            prices.put(Tier.canonical(tier), byClass);
        }
        return prices;
    }

    private static Map<String, BigDecimal> pricesByClass(Section row, TreeMap<Long, String> classes) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        for (String name : row.names()) {
            if (!classes.containsValue(name)) {
                row.wrong(name, "an unknown field", "one of the size_classes " + classes.values());
            }
            prices.put(name, micros(row.amount(name)));
        }
        return prices;
    }

    private Optional<Rates> seconds(Section seconds) {
        Map<String, BigDecimal> rates = amounts(seconds, RatesReader::micros);
        return seconds.build("(all)", () -> new SecondRates(rates));
    }

    private Map<String, BigDecimal> amounts(Section row, UnaryOperator<BigDecimal> convert) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        for (String tier : row.names()) {
            checkTier(row, tier);
            amounts.put(Tier.canonical(tier), convert.apply(row.amount(tier)));
        }
        return amounts;
    }

    private void checkTier(Section section, String tier) {
        if (model != null && !tier.equals(Tier.ANY) && !model.capabilities().hasTier(tier)) {
            section.wrong(
                    tier,
                    "the tier \"" + tier + '"',
                    "any or a tier of the model: " + model.capabilities().tiers());
        }
    }

    private static BigDecimal micros(BigDecimal dollars) {
        return dollars.movePointRight(6);
    }
}
