package io.diptych.simulator.invoice;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything the simulated providers have billed so far, in the order of billing.
///
/// A line is one call, or one item of a batch, so the same caller's id on two lines means an image paid for twice.
public final class Invoice implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Invoice.class);

    private final PriceBook prices;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<InvoiceLine> lines = new ArrayList<>();
    private final @Nullable InvoiceFile file;

    /// Opens the invoice.
    ///
    /// @param file where the lines are kept across restarts, or null to forget them at the end
    public Invoice(PriceBook prices, InstantSource clock, @Nullable Path file) {
        this.prices = prices;
        this.clock = clock;
        this.file = file == null ? null : InvoiceFile.open(file, lines);
    }

    /// Bills a purchase.
    public InvoiceLine bill(Purchase purchase) {
        OptionalLong amount = prices.amountMicros(purchase);
        InvoiceLine line = new InvoiceLine(
                purchase, amount.isPresent() ? (Long) amount.getAsLong() : null, prices.name(), clock.instant());
        lock.lock();
        try {
            if (file != null) {
                file.append(line);
            }
            lines.add(line);
        } finally {
            lock.unlock();
        }
        if (amount.isEmpty()) {
            log.atWarn()
                    .addKeyValue("model", purchase.model())
                    .addKeyValue("tier", purchase.tier())
                    .addKeyValue("lane", purchase.lane().label())
                    .addKeyValue("size", purchase.size())
                    .addKeyValue("priceBook", prices.name())
                    .log("billed without a price");
        }
        return line;
    }

    public String priceBook() {
        return prices.name();
    }

    public List<InvoiceLine> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /// The sum of all lines that have a price, in millionths of a US dollar.
    public long totalMicros() {
        return lines().stream()
                .map(InvoiceLine::amountMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    /// Forgets every line.
    public void clear() {
        lock.lock();
        try {
            if (file != null) {
                file.clear();
            }
            lines.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
