package io.diptych.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Images billed by tokens. A rate in dollars per million tokens is the same number of micro-dollars per token.
///
/// @param microsPerToken    rates by kind; a kind without a rate has no price
/// @param microsPerReference price of one reference image where references are billed by the piece, not by token
/// @param batchMultiplier   factor in the batch lane, or null when the lane has no price
/// @param estimate          bounds used before an attempt; bills never depend on them
record TokenRates(
        Map<TokenKind, BigDecimal> microsPerToken,
        @Nullable BigDecimal microsPerReference,
        @Nullable BigDecimal batchMultiplier,
        Bounds estimate)
        implements Rates {

    /// Bounds for estimates.
    ///
    /// @param output          what one image takes, or null when nobody knows
    /// @param referenceTokens most tokens of one reference image
    /// @param textOutTokens   most words and thoughts of an answer, in tokens
    /// @param partialTokens   output tokens of an unfinished image; null counts it as a finished one
    record Bounds(
            @Nullable OutputEstimate output,
            @Nullable Integer referenceTokens,
            @Nullable Integer textOutTokens,
            @Nullable Integer partialTokens) {
        static final Bounds NONE = new Bounds(null, null, null, null);
    }

    TokenRates {
        microsPerToken = Map.copyOf(microsPerToken);
    }

    @Override
    public Figure price(Consumption consumption) {
        TokenUsage usage = consumption.usage();
        if (usage == null) {
            return new Figure.Missing("the provider reported no token usage");
        }
        var bill = new Bill();
        bill.input(usage, TokenKind.TEXT_IN, TokenKind.TEXT_IN_CACHED);
        if (microsPerReference != null) {
            bill.references(consumption.references(), microsPerReference);
        } else if (consumption.references() > 0 && usage.imageIn() == null) {
            bill.tokens(TokenKind.IMAGE_IN, null);
        } else {
            bill.input(usage, TokenKind.IMAGE_IN, TokenKind.IMAGE_IN_CACHED);
        }
        bill.output(usage, TokenKind.TEXT_OUT);
        bill.output(usage, TokenKind.IMAGE_OUT);
        return bill.total(consumption.lane());
    }

    /// Counts one token per character of the prompt: our upper bound, some four times too high for English.
    @Override
    public Figure estimate(Intent intent) {
        var bill = new Bill();
        bill.tokens(TokenKind.TEXT_IN, (long) intent.promptChars());
        if (microsPerReference != null) {
            bill.references(intent.references(), microsPerReference);
        } else if (intent.references() > 0) {
            bill.tokens(TokenKind.IMAGE_IN, times(estimate.referenceTokens(), intent.references()));
        }
        if (microsPerToken.containsKey(TokenKind.TEXT_OUT)) {
            bill.tokens(TokenKind.TEXT_OUT, times(estimate.textOutTokens(), 1));
        }
        bill.outputImage(intent);
        return bill.total(intent.lane());
    }

    private static @Nullable Long times(@Nullable Integer tokens, int count) {
        return tokens == null ? null : Long.valueOf((long) tokens * count);
    }

    /// The lines of one bill, and what keeps it from being complete.
    private final class Bill {
        private BigDecimal micros = BigDecimal.ZERO;
        private final List<String> lines = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        void input(TokenUsage usage, TokenKind all, TokenKind cachedPart) {
            Long count = usage.count(all);
            Long cached = usage.count(cachedPart);
            if (count != null && cached != null && cached > 0) {
                tokens(all, count - cached);
                tokens(cachedPart, cached);
            } else {
                output(usage, all);
            }
        }

        void output(TokenUsage usage, TokenKind kind) {
            Long count = usage.count(kind);
            if (microsPerToken.containsKey(kind) || (count != null && count > 0)) {
                tokens(kind, count);
            }
        }

        void tokens(TokenKind kind, @Nullable Long count) {
            BigDecimal rate = microsPerToken.get(kind);
            if (count == null) {
                missing.add("the number of " + kind.field() + " tokens is not known");
            } else if (rate == null) {
                missing.add("no price for " + count + " " + kind.field() + " tokens");
            } else {
                add(rate.multiply(BigDecimal.valueOf(count)), count + " " + kind.field() + " x " + Dollars.plain(rate));
            }
        }

        void references(int count, BigDecimal each) {
            add(each.multiply(BigDecimal.valueOf(count)), count + " references x " + Dollars.plain(each));
        }

        void outputImage(Intent intent) {
            BigDecimal rate = microsPerToken.get(TokenKind.IMAGE_OUT);
            OutputEstimate output = estimate.output();
            if (rate == null || output == null) {
                missing.add("no output tokens known for " + intent.model().id());
                return;
            }
            switch (output.of(intent.tier(), intent.size(), rate)) {
                case Figure.Exact(var image, var working) -> {
                    add(image, working);
                    unfinished(intent.unfinished(), image, rate);
                }
                case Figure.Missing(var reason) -> missing.add(reason);
            }
        }

        void unfinished(int count, BigDecimal image, BigDecimal rate) {
            if (count > 0) {
                Integer tokens = estimate.partialTokens();
                BigDecimal each = tokens == null ? image : rate.multiply(BigDecimal.valueOf(tokens));
                add(each.multiply(BigDecimal.valueOf(count)), count + " unfinished images x " + Dollars.plain(each));
            }
        }

        Figure total(Lane lane) {
            String sum = String.join(" + ", lines);
            if (lane == Lane.BATCH) {
                if (batchMultiplier == null) {
                    missing.add("no price in lane BATCH");
                } else {
                    micros = micros.multiply(batchMultiplier);
                    sum = "(" + sum + ") x " + Dollars.plain(batchMultiplier) + " batch";
                }
            }
            return missing.isEmpty() ? new Figure.Exact(micros, sum) : new Figure.Missing(String.join("; ", missing));
        }

        private void add(BigDecimal amount, String line) {
            micros = micros.add(amount);
            lines.add(line);
        }
    }
}
