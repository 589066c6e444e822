package io.diptych.router.routing;

import io.diptych.catalog.AspectRatio;
import io.diptych.catalog.FixedSizes;
import io.diptych.catalog.FreeSizes;
import io.diptych.catalog.Model;
import io.diptych.catalog.PixelSize;
import io.diptych.catalog.ResolutionTiers;
import io.diptych.catalog.Sizes;
import io.diptych.router.policy.Substitution;
import io.diptych.router.request.RoutingRequest.Output;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which pixels a model is asked for. Never fewer than the request wants, never another shape, unless policy and caller
/// both allow it.
sealed interface Sizing {
    /// These.
    ///
    /// @param tier quality or resolution in the model's words
    /// @param changes what is not as the request asks, for a person; empty where everything is
    record Pixels(String tier, String aspectRatio, PixelSize size, List<String> changes) implements Sizing {
        public Pixels {
            changes = List.copyOf(changes);
        }

        Pixels(String tier, String aspectRatio, PixelSize size) {
            this(tier, aspectRatio, size, List.of());
        }
    }

    /// None: the model cannot make what is wanted.
    record Impossible(String reason) implements Sizing {}

    /// Resolutions in rising order, as the catalogue spells them.
    List<String> RESOLUTIONS = List.of("512", "1K", "2K", "4K");

    /// The catalogue's spelling of a request's resolution.
    static String spelled(String resolution) {
        return resolution.equals("0.5K") ? "512" : resolution;
    }

    /// What a model is asked for.
    ///
    /// @param tier the candidate's; null where the request's resolution is meant
    /// @param allowed what may be changed where the model cannot make what is asked for
    static Sizing of(Model model, @Nullable String tier, Output output, Set<Substitution> allowed) {
        Sizing exact = of(model, tier, output);
        return exact instanceof Impossible && !allowed.isEmpty()
                ? Nearest.to(model, tier, output, allowed)
                        .<Sizing>map(pixels -> pixels)
                        .orElse(exact)
                : exact;
    }

    /// What a model is asked for, with nothing changed.
    static Sizing of(Model model, @Nullable String tier, Output output) {
        String wanted = spelled(output.resolution());
        Sizes sizes = model.capabilities().sizes();
        return switch (sizes) {
            case ResolutionTiers tiers -> byResolution(tiers, tier == null ? wanted : tier, wanted, output);
            case FreeSizes _, FixedSizes _ -> byPixels(sizes, tier == null ? wanted : tier, wanted, output);
        };
    }

    private static Sizing byPixels(Sizes sizes, String tier, String wanted, Output output) {
        PixelSize exact = output.size();
        if (exact != null) {
            return sizes.supports(exact)
                    ? new Pixels(tier, AspectRatio.of(exact).toString(), exact)
                    : new Impossible("does not make " + exact);
        }
        String ratio = ratioOf(output);
        Optional<PixelSize> pixels = sizes.pixelsFor(AspectRatio.parse(ratio), wanted);
        return pixels.isPresent()
                ? new Pixels(tier, ratio, pixels.get())
                : new Impossible("does not make " + ratio + " at " + wanted);
    }

    private static Sizing byResolution(ResolutionTiers tiers, String tier, String wanted, Output output) {
        PixelSize exact = output.size();
        if (exact != null) {
            return tiers.ratios().stream()
                    .filter(ratio ->
                            tiers.pixelsFor(ratio, tier).filter(exact::equals).isPresent())
                    .findFirst()
                    .<Sizing>map(ratio -> new Pixels(tier, ratio.toString(), exact))
                    .orElseGet(() -> new Impossible("does not make " + exact + " at " + tier));
        }
        if (RESOLUTIONS.contains(tier) && RESOLUTIONS.indexOf(tier) < RESOLUTIONS.indexOf(wanted)) {
            return new Impossible("makes " + tier + " here, the request asks for " + wanted);
        }
        String ratio = ratioOf(output);
        AspectRatio parsed = AspectRatio.parse(ratio);
        if (!tiers.supports(parsed, tier)) {
            return new Impossible("does not make " + ratio + " at " + tier);
        }
        return tiers.pixelsFor(parsed, tier)
                .<Sizing>map(pixels -> new Pixels(tier, ratio, pixels))
                .orElseGet(() -> new Impossible(
                        "the pixels of " + ratio + " at " + tier + " are unknown, so the image could not be checked"));
    }

    /// A film is wide where nothing is said, an image square.
    private static String ratioOf(Output output) {
        String ratio = output.aspectRatio();
        return ratio != null ? ratio : output.mediaType().startsWith("video/") ? "16:9" : "1:1";
    }
}
