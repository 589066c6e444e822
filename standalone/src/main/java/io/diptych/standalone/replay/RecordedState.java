package io.diptych.standalone.replay;

import io.diptych.events.CircuitState;
import io.diptych.router.routing.ModelHealth;
import io.diptych.standalone.explain.Situation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a decision saw of the world, as the router wrote it down with the decision.
final class RecordedState {
    private static final String HEALTH = "health.";
    private static final Pattern SPELLED = Pattern.compile(
            "(?<circuit>[A-Z_]+)(?:, limited until (?<until>\\S+?))?(?<noKey>, no key)?(?:: (?<reason>.*))?");

    private RecordedState() {}

    /// The situation; calm where nothing is written down.
    static Situation situation(Map<String, String> state) {
        if (state.isEmpty()) {
            return Situation.CALM;
        }
        Map<String, ModelHealth> health = new HashMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(HEALTH)) {
                health.put(name.substring(HEALTH.length()), health(value));
            }
        });
        return new Situation(health, whole(state.get("budget.leftMicros")), whole(state.get("seed")));
    }

    private static @Nullable Long whole(@Nullable String written) {
        return written == null ? null : Long.valueOf(written);
    }

    /// A spelling that a later version may have brought in counts as good health: a replay must not end for it.
    private static ModelHealth health(String spelled) {
        Matcher read = SPELLED.matcher(spelled);
        if (!read.matches()) {
            return ModelHealth.GOOD;
        }
        String reason = read.group("reason");
        return new ModelHealth(
                CircuitState.valueOf(read.group("circuit")),
                instant(read.group("until")),
                read.group("noKey") == null,
                reason == null ? "" : reason);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
