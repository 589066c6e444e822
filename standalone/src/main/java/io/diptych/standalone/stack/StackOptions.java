package io.diptych.standalone.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How a stack is put together.
///
/// @param dataFolder where data survives restarts; empty for a throw-away stack
/// @param fixedPorts whether parts listen on their default ports, else on free ones
/// @param separate   whether every service is a process of its own
/// @param priceBook  price book of cost accounting and of the simulator
/// @param speed      how many times faster than real providers the simulator is
/// @param live       spend cap for real providers; empty for the simulator
/// @param reviewing  who decides what quality control cannot; empty for nobody, and doubtful images are delivered
/// @param settings   of services, besides those that the stack gives them; its own win
public record StackOptions(
        Optional<Path> dataFolder,
        boolean fixedPorts,
        boolean separate,
        String priceBook,
        double speed,
        Optional<SpendLimit> live,
        Optional<Reviewing> reviewing,
        Map<String, String> settings) {

    /// A stack without people, and without settings of its own.
    public StackOptions(
            Optional<Path> dataFolder,
            boolean fixedPorts,
            boolean separate,
            String priceBook,
            double speed,
            Optional<SpendLimit> live) {
        this(dataFolder, fixedPorts, separate, priceBook, speed, live, Optional.empty(), Map.of());
    }

    public StackOptions {
        settings = Map.copyOf(settings);
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed is " + speed + ", must be a number above 0");
        }
    }

    /// The most that real providers may be paid while the stack lives, in US dollars.
    public record SpendLimit(double usd) {
        public SpendLimit {
            if (!(usd > 0) || Double.isInfinite(usd)) {
                throw new IllegalArgumentException("max-spend is " + usd + ", must be an amount in US dollars above 0");
            }
        }
    }
}
