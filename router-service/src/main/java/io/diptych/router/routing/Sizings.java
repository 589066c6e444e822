package io.diptych.router.routing;

import io.diptych.catalog.Model;
import io.diptych.catalog.PixelSize;
import io.diptych.router.policy.Substitution;
import io.diptych.router.request.RoutingRequest.Output;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which pixels models are asked for. The same few sizes recur, and the answer depends on nothing but the question,
/// so answers are kept.
final class Sizings {
    private static final int MOST_KEPT = 20_000;

    private final Map<Question, Sizing> kept = new ConcurrentHashMap<>();

    private record Question(
            String model,
            @Nullable String tier,
            @Nullable String aspectRatio,
            @Nullable PixelSize size,
            String resolution,
            String mediaType,
            Set<Substitution> allowed) {}

    /// @param tier    the candidate's; null where the request's resolution is meant
    /// @param allowed what may be changed where the model cannot make what is asked for
    Sizing of(Model model, @Nullable String tier, Output output, Set<Substitution> allowed) {
        var question = new Question(
                model.id(),
                tier,
                output.aspectRatio(),
                output.size(),
                output.resolution(),
                output.mediaType(),
                allowed);
        Sizing known = kept.get(question);
        if (known == null) {
            known = Sizing.of(model, tier, output, allowed);
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(question, known);
        }
        return known;
    }
}
