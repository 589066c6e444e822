package io.diptych.router.routing;

import io.diptych.catalog.AspectRatio;
import io.diptych.catalog.FixedSizes;
import io.diptych.catalog.FreeSizes;
import io.diptych.catalog.Model;
import io.diptych.catalog.PixelSize;
import io.diptych.catalog.ResolutionTiers;
import io.diptych.router.policy.Substitution;
import io.diptych.router.request.RoutingRequest.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what a model can make that is nearest to what it cannot make: first another shape at the same resolution,
/// then a lower resolution.
final class Nearest {
    private static final List<AspectRatio> CUSTOMARY = List.of(
            new AspectRatio(1, 1),
            new AspectRatio(4, 5),
            new AspectRatio(5, 4),
            new AspectRatio(3, 4),
            new AspectRatio(4, 3),
            new AspectRatio(2, 3),
            new AspectRatio(3, 2),
            new AspectRatio(9, 16),
            new AspectRatio(16, 9),
            new AspectRatio(21, 9),
            new AspectRatio(1, 3),
            new AspectRatio(3, 1));

    private Nearest() {}

    static Optional<Sizing.Pixels> to(Model model, @Nullable String tier, Output output, Set<Substitution> allowed) {
        PixelSize exact = output.size();
        if (exact != null && !allowed.contains(Substitution.SIZE)) {
            return Optional.empty();
        }
        for (String resolution : resolutions(output, allowed)) {
            for (String ratio : ratios(model, output, allowed)) {
                Output changed = new Output(
                        output.count(),
                        ratio,
                        null,
                        resolution,
                        output.mediaType(),
                        output.transparentBackground(),
                        output.seconds());
                if (Sizing.of(model, tier, changed) instanceof Sizing.Pixels pixels) {
                    return Optional.of(new Sizing.Pixels(
                            pixels.tier(), pixels.aspectRatio(), pixels.size(), changes(output, changed, pixels)));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> changes(Output asked, Output changed, Sizing.Pixels pixels) {
        List<String> changes = new ArrayList<>();
        PixelSize exact = asked.size();
        if (exact != null) {
            return List.of("size " + exact + " became " + pixels.size());
        }
        String ratio = shape(asked).toString();
        if (!ratio.equals(changed.aspectRatio())) {
            changes.add("aspectRatio " + ratio + " became " + changed.aspectRatio());
        }
        if (!asked.resolution().equals(changed.resolution())) {
            changes.add("resolution " + asked.resolution() + " became " + changed.resolution());
        }
        return changes;
    }

    /// From what is asked for downwards.
    private static List<String> resolutions(Output output, Set<Substitution> allowed) {
        String wanted = Sizing.spelled(output.resolution());
        if (!allowed.contains(Substitution.RESOLUTION)) {
            return List.of(output.resolution());
        }
        List<String> lower = new ArrayList<>(Sizing.RESOLUTIONS.subList(0, Sizing.RESOLUTIONS.indexOf(wanted)));
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(output.resolution()), lower.reversed().stream())
                .toList();
    }

    private static List<String> ratios(Model model, Output output, Set<Substitution> allowed) {
        AspectRatio wanted = shape(output);
        boolean free = output.size() != null || allowed.contains(Substitution.ASPECT_RATIO);
        if (!free) {
            return List.of(wanted.toString());
        }
        List<AspectRatio> made = switch (model.capabilities().sizes()) {
            case ResolutionTiers tiers -> tiers.ratios();
            case FixedSizes fixed -> fixed.sizes().stream().map(AspectRatio::of).toList();
            case FreeSizes _ -> CUSTOMARY;
        };
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(wanted),
                        made.stream().sorted(Comparator.comparingDouble(each -> distance(each, wanted))))
                .map(AspectRatio::toString)
                .distinct()
                .toList();
    }

    private static AspectRatio shape(Output output) {
        PixelSize exact = output.size();
        if (exact != null) {
            return AspectRatio.of(exact);
        }
        String ratio = output.aspectRatio();
        return ratio == null ? new AspectRatio(1, 1) : AspectRatio.parse(ratio);
    }

    private static double distance(AspectRatio one, AspectRatio other) {
        return Math.abs(Math.log((double) one.width() / one.height() * other.height() / other.width()));
    }
}
