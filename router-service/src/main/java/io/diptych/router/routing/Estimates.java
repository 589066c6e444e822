package io.diptych.router.routing;

import io.diptych.catalog.PixelSize;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.events.Lane;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Highest plausible prices from a price book, unfinished images included where somebody may watch.
/// Prompts of one length recur, so results are kept: prices change at midnight UTC only.
final class Estimates {
    private static final int MOST_KEPT = 20_000;
    private static final long DAY_SECONDS = 86_400;

    private final PriceBook prices;
    private final Map<Question, Answer> kept = new ConcurrentHashMap<>();

    Estimates(PriceBook prices) {
        this.prices = prices;
    }

    private record Question(
            String model, String tier, PixelSize size, Lane lane, int promptChars, int references, long day) {}

    private record Answer(@Nullable Long micros) {}

    /// In micro-USD; null where the book does not know.
    @Nullable
    Long micros(String model, String tier, PixelSize size, Lane lane, int promptChars, int references, Instant at) {
        var question = new Question(
                model, tier, size, lane, promptChars, references, Math.floorDiv(at.getEpochSecond(), DAY_SECONDS));
        Answer known = kept.get(question);
        if (known == null) {
            known = ask(question, at);
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(question, known);
        }
        return known.micros();
    }

    private Answer ask(Question question, Instant at) {
        Price price = prices.estimate(
                question.model(),
                question.tier(),
                question.size(),
                question.lane() == Lane.BATCH ? io.diptych.catalog.Lane.BATCH : io.diptych.catalog.Lane.STANDARD,
                question.promptChars(),
                question.references(),
                question.lane() == Lane.INTERACTIVE,
                at);
        return switch (price) {
            case Price.Known(var amount, var _, var _, var _) -> new Answer(amount.micros());
            case Price.Unknown _ -> new Answer(null);
        };
    }
}
