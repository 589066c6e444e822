package io.diptych.standalone.command;

import io.diptych.standalone.stack.StackException;
import io.diptych.standalone.stack.StackOptions.SpendLimit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options without which nothing ever calls a real provider.
final class LiveOptions {
    @Option(
            names = "--live",
            description = "Buy from real providers. Needs --max-spend and OPENAI_API_KEY or GEMINI_API_KEY.")
    private boolean live;

    @Option(names = "--max-spend", paramLabel = "USD", description = "The most that real providers may be paid.")
    private @Nullable Double maxSpend;

    Optional<SpendLimit> limit() {
        if (!live) {
            if (maxSpend != null) {
                throw new StackException("--max-spend is for real providers only; add --live");
            }
            return Optional.empty();
        }
        if (maxSpend == null) {
            throw new StackException("--live spends real money: say how much at most with --max-spend <usd>");
        }
        if (System.getenv("OPENAI_API_KEY") == null && System.getenv("GEMINI_API_KEY") == null) {
            throw new StackException("--live needs a key: set OPENAI_API_KEY or GEMINI_API_KEY");
        }
        return Optional.of(new SpendLimit(maxSpend));
    }
}
