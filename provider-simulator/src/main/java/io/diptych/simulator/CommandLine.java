package io.diptych.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns flags and environment variables into options. A flag wins over the variable of the same meaning.
final class CommandLine {

    static final String USAGE = """
            usage: simulator [--port 0] [--price-book official|seed-000] [--speed 1] [--seed 42]
                             [--batch-minutes 2] [--invoice-file FILE] [--faults FILE]
            Each flag can also be given as an environment variable: DIPTYCH_SIMULATOR_PORT, DIPTYCH_SIMULATOR_PRICE_BOOK, …
            """;

    /// Sets one option from its text.
    private interface Setter {
        SimulatorOptions set(SimulatorOptions options, String value);
    }

    private static final Map<String, Setter> FLAGS = Map.of(
            "port", (options, value) -> options.withPort(Integer.parseInt(value)),
            "price-book", SimulatorOptions::withPriceBook,
            "speed", (options, value) -> options.withSpeed(Double.parseDouble(value)),
            "seed", (options, value) -> options.withSeed(Long.parseLong(value)),
            "batch-minutes",
                    (options, value) ->
                            options.withBatchLatency(Duration.ofMillis(Math.round(Double.parseDouble(value) * 60_000))),
            "invoice-file", (options, value) -> options.withInvoiceFile(Path.of(value)),
            "faults", (options, value) -> options.withFaults(Path.of(value)));

    private CommandLine() {}

    /// Reads the flags, and the environment for those that are not given.
    ///
    /// @param environment looks a variable up, null if it is not set
    /// @throws IllegalArgumentException naming the flag or variable that is wrong
    static SimulatorOptions parse(String[] args, Environment environment) {
        SimulatorOptions options = SimulatorOptions.defaults();
        for (String flag : FLAGS.keySet()) {
            String variable = variableOf(flag);
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                options = set(options, flag, variable, value);
            }
        }
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            if (!name.startsWith("--") || !FLAGS.containsKey(name.substring(2))) {
                throw new IllegalArgumentException("unknown argument " + args[i]);
            }
            if (equals < 0 && i + 1 == args.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = equals < 0 ? args[++i] : args[i].substring(equals + 1);
            options = set(options, name.substring(2), name, value);
        }
        return options;
    }

    private static String variableOf(String flag) {
        return "DIPTYCH_SIMULATOR_" + flag.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static SimulatorOptions set(SimulatorOptions options, String flag, String source, String value) {
        Setter setter = FLAGS.get(flag);
        if (setter == null) {
            throw new IllegalArgumentException("unknown argument " + source);
        }
        try {
            return setter.set(options, value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(source + " is '" + value + "', but must be a number", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    /// Where variables come from.
    interface Environment {
        @Nullable
        String get(String variable);
    }
}
