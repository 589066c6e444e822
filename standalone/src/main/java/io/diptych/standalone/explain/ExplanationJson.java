package io.diptych.standalone.explain;

import io.diptych.catalog.Money;
import io.diptych.router.routing.Evaluation;
import io.diptych.router.routing.PlannedRoute;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Explanations as data, with names that stay as they are.
public final class ExplanationJson {
    private ExplanationJson() {}

    /// One explanation.
    public static Map<String, Object> of(Explanation explanation) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("requestId", explanation.requestId());
        switch (explanation) {
            case Explanation.Refused refused -> {
                shown.put("status", "INVALID_REQUEST");
                shown.put("violations", refused.violations());
            }
            case Explanation.Decided decided -> put(shown, decided);
        }
        return shown;
    }

    private static void put(Map<String, Object> shown, Explanation.Decided decided) {
        shown.put("status", decided.route().isPresent() ? "ROUTED" : "NO_ROUTE");
        shown.put("tenant", decided.tenant());
        shown.put("images", decided.images());
        shown.put("at", decided.at().toString());
        shown.put("policy", decided.decision().policy());
        shown.put("policyVersion", decided.decision().policyVersion());
        shown.put("rule", decided.decision().ruleId());
        decided.route().ifPresent(route -> shown.put("route", route(route)));
        shown.put(
                "candidates",
                decided.decision().evaluations().stream()
                        .map(ExplanationJson::candidate)
                        .toList());
        shown.put(
                "remaining",
                decided.decision().remaining().stream()
                        .map(ExplanationJson::route)
                        .toList());
        shown.put("doubts", decided.decision().doubts());
        shown.put("notes", decided.notes());
        if (decided.route().isEmpty()) {
            shown.put("why", decided.decision().whyNone());
        }
    }

    private static Map<String, Object> route(PlannedRoute route) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("model", route.model());
        shown.put("provider", route.provider());
        shown.put("tier", route.tier());
        shown.put("lane", route.lane().name());
        shown.put("aspectRatio", route.aspectRatio());
        shown.put("size", route.size().toString());
        shown.put("rule", route.ruleId());
        shown.put("because", route.reason());
        shown.put("substitutions", route.substitutions());
        shown.put("estimatedUsd", usd(route.estimatedMicros()));
        return shown;
    }

    private static Map<String, Object> candidate(Evaluation candidate) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("model", candidate.model());
        shown.put("tier", candidate.tier());
        shown.put("lane", candidate.lane().name());
        shown.put("rank", candidate.rank());
        shown.put("reason", candidate.reason());
        shown.put("estimatedUsd", usd(candidate.estimatedMicros()));
        shown.put("expectedMillis", candidate.expectedMillis());
        return shown;
    }

    private static @Nullable String usd(@Nullable Long micros) {
        return micros == null ? null : new Money(micros).toMicros();
    }
}
