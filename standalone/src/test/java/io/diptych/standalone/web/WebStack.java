package io.diptych.standalone.web;

import io.diptych.standalone.stack.ExternalParts;
import io.diptych.standalone.stack.ReviewerPass;
import io.diptych.standalone.stack.Reviewing;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// The whole stack, once for all classes of pages that run in this JVM: started by the first of them, stopped after the
/// last. Stage SOCIAL is always shown to people (see `web-profiles.yaml`); every other stage is judged as usual.
final class WebStack implements BeforeAllCallback {
    /// Two reviewers and a lead.
    static final ReviewerPass ANNA = ReviewerPass.fresh("Anna", false);

    static final ReviewerPass BEN = ReviewerPass.fresh("Ben", false);
    static final ReviewerPass LEAD = ReviewerPass.fresh("Lea", true);
    static final Duration UNDO = Duration.ofSeconds(3);

    private static final String BUDGETS = "diptych.cost.budgets-file";

    private @Nullable Running running;

    /// Where its parts are.
    StackAddresses addresses() {
        return Objects.requireNonNull(running, "the extension is registered on the class")
                .stack
                .addresses();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(WebStack.class))
                .computeIfAbsent(Running.class, _ -> new Running(), Running.class);
    }

    private static final class Running implements AutoCloseable {
        private final Stack stack;

        Running() {
            Reviewing reviewing = new Reviewing(
                    List.of(ANNA, BEN, LEAD), Duration.ofMinutes(10), UNDO, Optional.of(resource("web-profiles.yaml")));
            StackOptions options = new StackOptions(
                    Optional.empty(),
                    false,
                    false,
                    "seed-000",
                    50,
                    Optional.empty(),
                    Optional.of(reviewing),
                    Map.of(BUDGETS, resource("web-budgets.yaml").toString()));
            stack = Stack.start(options, ExternalParts.from(Map.of()), (part, took) -> {});
        }

        private static Path resource(String name) {
            try {
                URI file = Objects.requireNonNull(WebStack.class.getResource("/" + name), name)
                        .toURI();
                return Path.of(file);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
