package io.diptych.simulator;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a simulator is started.
///
/// @param port         the port to listen on at 127.0.0.1, 0 for a free one
/// @param priceBook    the prices it bills by: `official` or `seed-000`
/// @param speed        how many times faster than the real providers it is, above 0
/// @param seed         decides what images look like, how long calls take and which go wrong
/// @param batchLatency how long a batch takes at speed 1
/// @param invoiceFile  where the invoice is kept across restarts, null to forget it at the end
/// @param faults       a file of fault rules that hold from the start, null for none
public record SimulatorOptions(
        int port,
        String priceBook,
        double speed,
        long seed,
        Duration batchLatency,
        @Nullable Path invoiceFile,
        @Nullable Path faults) {

    public SimulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", but must be between 0 and 65535");
        }
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed is " + speed + ", but must be a number above 0");
        }
        if (batchLatency.isNegative() || batchLatency.isZero()) {
            throw new IllegalArgumentException("batch latency is " + batchLatency + ", but must be above 0");
        }
    }

    /// A free port, official prices, the providers' own speed, no file.
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(0, "official", 1, 42, Duration.ofMinutes(2), null, null);
    }

    public SimulatorOptions withPort(int value) {
        return new SimulatorOptions(value, priceBook, speed, seed, batchLatency, invoiceFile, faults);
    }

    public SimulatorOptions withPriceBook(String value) {
        return new SimulatorOptions(port, value, speed, seed, batchLatency, invoiceFile, faults);
    }

    public SimulatorOptions withSpeed(double value) {
        return new SimulatorOptions(port, priceBook, value, seed, batchLatency, invoiceFile, faults);
    }

    public SimulatorOptions withSeed(long value) {
        return new SimulatorOptions(port, priceBook, speed, value, batchLatency, invoiceFile, faults);
    }

    public SimulatorOptions withBatchLatency(Duration value) {
        return new SimulatorOptions(port, priceBook, speed, seed, value, invoiceFile, faults);
    }

    public SimulatorOptions withInvoiceFile(@Nullable Path value) {
        return new SimulatorOptions(port, priceBook, speed, seed, batchLatency, value, faults);
    }

    public SimulatorOptions withFaults(@Nullable Path value) {
        return new SimulatorOptions(port, priceBook, speed, seed, batchLatency, invoiceFile, value);
    }
}
