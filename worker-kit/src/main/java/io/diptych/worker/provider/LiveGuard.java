package io.diptych.worker.provider;

import io.diptych.catalog.Lane;
import io.diptych.catalog.PriceBook;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;

/// Keeps a worker from spending real money by accident.
///
/// Without leave (`diptych.live` and `diptych.max-spend`) only simulators on this machine may be called; with it,
/// calls end once their estimated prices have used the leave up. The cap is kept per process and starts anew with
/// it.
public final class LiveGuard {
    private final LiveProperties properties;
    private final Supplier<PriceBook> prices;
    private final InstantSource clock;

    /// @param prices the book that live calls are estimated by; only asked when live calls are allowed
    public LiveGuard(LiveProperties properties, Supplier<PriceBook> prices, InstantSource clock) {
        this.properties = properties;
        this.prices = prices;
        this.clock = clock;
    }

    /// Checks an endpoint at start-up.
    ///
    /// @param key configuration key that names it, for the message
    /// @throws EndpointRefusedException if it is not on this machine and live calls are not allowed
    public void admit(String key, URI endpoint) {
        if (!isThisMachine(endpoint) && !properties.allowsLiveCalls()) {
            throw new EndpointRefusedException(
                    key + " is " + endpoint + ", which is not this machine, and diptych.live is "
                            + properties.live() + " with diptych.max-spend "
                            + properties.maxSpend().toPlainString()
                            + ": point it at a simulator on a loopback address, or allow live calls with diptych.live=true and"
                            + " diptych.max-spend above 0 (US dollars)");
        }
    }

    /// The provider, kept within the cap if live calls are allowed.
    public ImageProvider capped(ImageProvider provider) {
        return properties.allowsLiveCalls() ? new CappedImages(provider, cap()) : provider;
    }

    /// The provider and its batch interface, kept within one cap if live calls are allowed.
    public Capped capped(ImageProvider images, BatchProvider batches) {
        if (!properties.allowsLiveCalls()) {
            return new Capped(images, batches);
        }
        SpendCap cap = cap();
        return new Capped(new CappedImages(images, cap), new CappedBatches(batches, cap, Lane.BATCH));
    }

    /// The provider with its batch interface and its long operations, kept within one cap if live calls are allowed.
    public CappedWithFilms capped(ImageProvider images, BatchProvider batches, LongOperations films) {
        if (!properties.allowsLiveCalls()) {
            return new CappedWithFilms(images, batches, films);
        }
        SpendCap cap = cap();
        return new CappedWithFilms(
                new CappedImages(images, cap),
                new CappedBatches(batches, cap, Lane.BATCH),
                new LongOperations(films.makes(), new CappedBatches(films.provider(), cap, Lane.STANDARD)));
    }

    private SpendCap cap() {
        return new SpendCap(properties.maxSpend(), prices.get(), clock);
    }

    /// Whether an endpoint is a loopback address; a host name other than `localhost` never is, whatever it resolves to.
    public static boolean isThisMachine(URI endpoint) {
        String host = endpoint.getHost();
        if (host == null) {
            return false;
        }
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(literal).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /// A provider's three interfaces under one cap.
    public record CappedWithFilms(ImageProvider images, BatchProvider batches, LongOperations films) {}

    /// A provider's two interfaces under one cap.
    public record Capped(ImageProvider images, BatchProvider batches) {}
}
