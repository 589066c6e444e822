package io.diptych.router.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelVariableResolver;
import io.diptych.catalog.PixelSize;
import io.diptych.events.DataClass;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.Stage;
import io.diptych.events.Tier;
import io.diptych.router.request.RoutingRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What conditions may look at, by name and type: `request.purpose.stage`, `request.output.count` and so on.
///
/// What a request leaves open is `''`, `0` or `false`, never null. Values are read when a condition asks, without
/// reflection.
final class RequestVariables {
    /// A variable: its type, and how it is read.
    ///
    /// @param values the names that it may have; empty where it may have any, or is none
    /// @param least  the least number that it may be, where it is one
    record Variable(CelType type, Function<RoutingRequest, Object> value, List<String> values, long least) {
        Variable {
            values = List.copyOf(values);
        }
    }

    private static final Map<String, Variable> ALL = all();

    private RequestVariables() {}

    /// All variables in the order in which they are documented.
    static Map<String, Variable> variables() {
        return ALL;
    }

    /// The variables of one request.
    ///
    /// @param settings the policy's, by name
    static CelVariableResolver of(RoutingRequest request, Map<String, String> settings) {
        return name -> {
            Variable variable = ALL.get(name);
            return variable == null
                    ? Optional.ofNullable(settings.get(name))
                    : Optional.of(variable.value().apply(request));
        };
    }

    private static Map<String, Variable> all() {
        Map<String, Variable> all = new LinkedHashMap<>();
        text(all, "tenant", RoutingRequest::tenant);
        name(all, "tier", Tier.values(), RoutingRequest::tier);
        name(all, "mode", Mode.values(), RoutingRequest::mode);
        name(all, "lane", Lane.values(), RoutingRequest::lane);
        text(all, "prompt", RoutingRequest::prompt);
        text(all, "template", RoutingRequest::template);
        references(all);
        whole(all, "lineage.editDepth", RoutingRequest::editDepth);
        flag(all, "lineage.hasCleanAncestor", request -> request.lineage().hasCleanAncestor());
        flag(all, "lineage.regenerated", request -> request.lineage().regenerated());
        output(all);
        constraints(all);
        deadline(all);
        preferences(all);
        name(all, "purpose.stage", Stage.values(), request -> request.purpose().stage());
        text(all, "purpose.category", request -> orEmpty(request.purpose().category()));
        text(all, "purpose.channel", request -> orEmpty(request.purpose().channel()));
        flag(
                all,
                "purpose.hasHdPhoto",
                request -> Boolean.TRUE.equals(request.purpose().hasHdPhoto()));
        text(all, "context.campaign", request -> orEmpty(request.context().campaign()));
        text(all, "context.sku", request -> orEmpty(request.context().sku()));
        text(all, "context.pipelineStage", request -> orEmpty(request.context().pipelineStage()));
        put(
                all,
                "context.labels",
                MapType.create(SimpleType.STRING, SimpleType.STRING),
                request -> request.context().labels());
        return all;
    }

    private static void references(Map<String, Variable> all) {
        whole(all, "references", request -> request.references().total());
        whole(all, "references.subjects", request -> request.references().subjects());
        whole(all, "references.styles", request -> request.references().styles());
        whole(all, "references.scenes", request -> request.references().scenes());
        whole(all, "references.masks", request -> request.references().masks());
        whole(all, "references.firstFrames", request -> request.references().firstFrames());
        flag(all, "references.hasMask", request -> request.references().masks() > 0);
    }

    private static void output(Map<String, Variable> all) {
        whole(all, "output.count", request -> request.output().count());
        text(all, "output.aspectRatio", request -> orEmpty(request.output().aspectRatio()));
        whole(all, "output.width", request -> edge(request, PixelSize::width));
        whole(all, "output.height", request -> edge(request, PixelSize::height));
        text(all, "output.resolution", request -> request.output().resolution());
        text(all, "output.mediaType", request -> request.output().mediaType());
        flag(all, "output.transparentBackground", request -> request.output().transparentBackground());
        put(
                all,
                "output.seconds",
                SimpleType.INT,
                request -> wholeOrZero(request.output().seconds()));
    }

    private static void constraints(Map<String, Variable> all) {
        flag(all, "constraints.textHeavy", request -> request.constraints().textHeavy());
        put(
                all,
                "constraints.expectedText",
                ListType.create(SimpleType.STRING),
                request -> request.constraints().expectedText());
        put(
                all,
                "constraints.subjects",
                SimpleType.INT,
                request -> wholeOrZero(request.constraints().subjects()));
        flag(
                all,
                "constraints.preserveSubject",
                request -> request.constraints().preserveSubject());
        put(
                all,
                "constraints.maxLatencyMillis",
                SimpleType.INT,
                request -> wholeOrZero(request.constraints().maxLatencyMillis()));
        put(
                all,
                "constraints.maxCostMicros",
                SimpleType.INT,
                request -> wholeOrZero(request.constraints().maxCostMicros()));
        put(
                all,
                "constraints.minQuality",
                SimpleType.DOUBLE,
                request -> orZero(request.constraints().minQuality()));
        name(
                all,
                "constraints.dataClass",
                DataClass.values(),
                request -> request.constraints().dataClass());
    }

    private static void deadline(Map<String, Variable> all) {
        flag(all, "constraints.hasDeadline", request -> request.constraints().deadline() != null);
        all.put(
                "request.constraints.minutesToDeadline",
                new Variable(
                        SimpleType.INT,
                        request -> {
                            Instant deadline = request.constraints().deadline();
                            return deadline == null
                                    ? 0L
                                    : Duration.between(request.requestedAt(), deadline)
                                            .toMinutes();
                        },
                        List.of(),
                        Long.MIN_VALUE));
    }

    private static void preferences(Map<String, Variable> all) {
        flag(all, "preferences.highQuality", request -> request.preferences().highQuality());
        put(
                all,
                "preferences.speed",
                SimpleType.DOUBLE,
                request -> orZero(request.preferences().speed()));
        put(
                all,
                "preferences.quality",
                SimpleType.DOUBLE,
                request -> orZero(request.preferences().quality()));
        put(
                all,
                "preferences.cost",
                SimpleType.DOUBLE,
                request -> orZero(request.preferences().cost()));
        text(
                all,
                "preferences.pinnedModel",
                request -> orEmpty(request.preferences().pinnedModel()));
        put(
                all,
                "preferences.excludedModels",
                ListType.create(SimpleType.STRING),
                request -> request.preferences().excludedModels());
    }

    private static void text(Map<String, Variable> all, String name, Function<RoutingRequest, String> value) {
        put(all, name, SimpleType.STRING, value::apply);
    }

    private static void whole(Map<String, Variable> all, String name, ToIntFunction<RoutingRequest> value) {
        put(all, name, SimpleType.INT, request -> (long) value.applyAsInt(request));
    }

    private static void flag(Map<String, Variable> all, String name, Function<RoutingRequest, Boolean> value) {
        put(all, name, SimpleType.BOOL, value::apply);
    }

    private static void put(
            Map<String, Variable> all, String name, CelType type, Function<RoutingRequest, Object> value) {
        all.put("request." + name, new Variable(type, value, List.of(), 0));
    }

    private static <E extends Enum<E>> void name(
            Map<String, Variable> all, String name, E[] values, Function<RoutingRequest, E> value) {
        List<String> names = Arrays.stream(values).map(Enum::name).toList();
        all.put(
                "request." + name,
                new Variable(SimpleType.STRING, request -> value.apply(request).name(), names, 0));
    }

    private static int edge(RoutingRequest request, ToIntFunction<PixelSize> edge) {
        PixelSize size = request.output().size();
        return size == null ? 0 : edge.applyAsInt(size);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long wholeOrZero(@Nullable Number number) {
        return number == null ? 0 : number.longValue();
    }

    private static double orZero(@Nullable Number number) {
        return number == null ? 0 : number.doubleValue();
    }
}
