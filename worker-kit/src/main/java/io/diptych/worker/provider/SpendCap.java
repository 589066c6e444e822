package io.diptych.worker.provider;

import io.diptych.catalog.Consumption;
import io.diptych.catalog.Lane;
import io.diptych.catalog.PixelSize;
import io.diptych.catalog.Price;
import io.diptych.catalog.PriceBook;
import io.diptych.catalog.TokenUsage;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Most that this process may spend, against the estimated prices of what it has ordered.
///
/// An estimate is taken when a call starts and given back only if the provider surely did not bill.
/// Estimates are the
/// highest plausible prices, so the cap errs on the side of spending less.
final class SpendCap {
    private final long capMicros;
    private final PriceBook prices;
    private final InstantSource clock;
    private final AtomicLong takenMicros = new AtomicLong();

    SpendCap(BigDecimal capDollars, PriceBook prices, InstantSource clock) {
        this.capMicros = capDollars.movePointRight(6).longValue();
        this.prices = prices;
        this.clock = clock;
    }

    /// Micro-dollars that a call will cost at most, its input images included; empty where the price book
    /// does not know. What that is too much is given back when the provider has counted its tokens.
    ///
    /// @param watched whether unfinished images are asked for on the way
    OptionalLong estimate(RenderCall call, Lane lane, boolean watched) {
        Price price = prices.estimate(
                call.model(),
                call.tier(),
                new PixelSize(call.width(), call.height()),
                lane,
                call.prompt().length(),
                call.images().size(),
                watched,
                clock.instant());
        return micros(price);
    }

    /// Micro-dollars that a call did cost by the tokens that the provider counted; empty where that is not known.
    OptionalLong cost(RenderCall call, Lane lane, @Nullable Usage usage) {
        if (usage == null) {
            return OptionalLong.empty();
        }
        Consumption consumption = Consumption.ofOneImage(
                        call.model(), lane, call.tier(), new PixelSize(call.width(), call.height()))
                .withReferences(call.images().size())
                .withUsage(new TokenUsage(
                        usage.textIn(),
                        usage.textInCached(),
                        usage.imageIn(),
                        usage.imageInCached(),
                        usage.textOut(),
                        usage.imageOut()));
        return micros(prices.price(consumption, clock.instant()));
    }

    private static OptionalLong micros(Price price) {
        return switch (price) {
            case Price.Known known -> OptionalLong.of(known.amount().micros());
            case Price.Unknown _ -> OptionalLong.empty();
        };
    }

    /// Takes an amount from what is left; false, and nothing taken, if too little is left.
    boolean take(long micros) {
        long taken;
        do {
            taken = takenMicros.get();
            if (micros > capMicros - taken) {
                return false;
            }
        } while (!takenMicros.compareAndSet(taken, taken + micros));
        return true;
    }

    /// Gives an amount back that was not spent after all.
    void giveBack(long micros) {
        takenMicros.addAndGet(-micros);
    }

    /// Why a call is refused, for a person.
    String refusal(OptionalLong estimate) {
        return estimate.isEmpty()
                ? "no price is known for the call, so diptych.max-spend cannot be kept: add its price to the price book"
                : "diptych.max-spend is " + dollars(capMicros) + " USD, of which " + dollars(takenMicros.get())
                        + " are used, and the call may cost " + dollars(estimate.getAsLong()) + ": raise it to go on";
    }

    private static String dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }
}
