package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Whether the image lies on pure white, as marketplaces ask: of the ring along its border, each
/// pixel being the mean
/// of
/// its neighbourhood (noise would darken half of them), the share that is white and the share that
/// is neutral. Mended
/// by
/// clamping the nearly white ground that hangs together with the border.
final class WhiteBackgroundCheck implements Check {
    private static final double RING = 0.03;
    private static final int NEIGHBOURHOOD = 2;

    @Override
    public String id() {
        return "white-background";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of(
                "white", 250.0,
                "neutral", 245.0,
                "chroma", 4.0,
                "warnBelowShare", 0.99,
                "failBelowShare", 0.95,
                "failBelowNeutralShare", 0.95,
                "clampFrom", 235.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Picture picture = specimen.picture();
        int ring = Math.max(4, (int) (Math.max(picture.width(), picture.height()) * RING));
        int height = picture.height();
        int width = picture.width();
        int inner = Math.max(0, height - 2 * ring);
        List<Strip> strips = List.of(
                new Strip(new Box(0, 0, width, Math.min(ring, height), "upper border")),
                new Strip(new Box(0, ring + inner, width, Math.max(0, height - ring - inner), "lower border")),
                new Strip(new Box(0, ring, Math.min(ring, width), inner, "left border")),
                new Strip(new Box(
                        Math.max(ring, width - ring), ring, Math.clamp(width - ring, 0, ring), inner, "right border")));
        strips.forEach(strip -> strip.look(picture, limits));
        double whiteShare = share(strips, strip -> strip.white);
        double neutralShare = share(strips, strip -> strip.neutral);
        CheckStatus status = Scale.worse(
                Scale.high(whiteShare, limits.get("warnBelowShare"), limits.get("failBelowShare")),
                Scale.high(neutralShare, limits.get("warnBelowShare"), limits.get("failBelowNeutralShare")));
        return finding(
                status,
                Map.of("whiteShare", whiteShare, "neutralShare", neutralShare),
                String.format(
                        Locale.ROOT,
                        "%.1f %% of the border is white, %.1f %% neutral (at least %.0f %%)",
                        whiteShare * 100,
                        neutralShare * 100,
                        limits.get("warnBelowShare") * 100),
                strips.stream()
                        .filter(strip -> status != CheckStatus.PASSED && strip.isBelow(limits.get("warnBelowShare")))
                        .map(strip -> strip.place)
                        .toList());
    }

    private static double share(List<Strip> strips, ToLongFunction<Strip> counted) {
        return (double) strips.stream().mapToLong(counted).sum()
                / strips.stream().mapToLong(strip -> strip.pixels).sum();
    }

    /// One side of the ring.
    private static final class Strip {
        private final Box place;
        private long pixels;
        private long white;
        private long neutral;

        Strip(Box place) {
            this.place = place;
        }

        void look(Picture picture, Thresholds limits) {
            double whiteFrom = limits.get("white");
            double neutralFrom = limits.get("neutral");
            double chroma = limits.get("chroma");
            for (int y = place.y(); y < place.y() + place.height(); y++) {
                for (int x = place.x(); x < place.x() + place.width(); x++) {
                    int rgb = mean(picture, x, y);
                    int least = Math.min(rgb >> 16 & 0xFF, Math.min(rgb >> 8 & 0xFF, rgb & 0xFF));
                    int most = Math.max(rgb >> 16 & 0xFF, Math.max(rgb >> 8 & 0xFF, rgb & 0xFF));
                    pixels++;
                    white += least >= whiteFrom ? 1 : 0;
                    neutral += least >= neutralFrom && most - least <= chroma ? 1 : 0;
                }
            }
        }

        boolean isBelow(double least) {
            return Math.min(white, neutral) < least * pixels;
        }
    }

    @Override
    public Optional<Picture> repaired(Specimen specimen, Thresholds limits) {
        return BackgroundClamp.clamp(specimen.picture(), (int) limits.get("clampFrom"));
    }

    private static int mean(Picture picture, int x, int y) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int n = 0;
        int bottom = Math.min(picture.height() - 1, y + NEIGHBOURHOOD);
        int right = Math.min(picture.width() - 1, x + NEIGHBOURHOOD);
        for (int v = Math.max(0, y - NEIGHBOURHOOD); v <= bottom; v += NEIGHBOURHOOD) {
            for (int u = Math.max(0, x - NEIGHBOURHOOD); u <= right; u += NEIGHBOURHOOD) {
                int rgb = picture.at(u, v);
                red += rgb >> 16 & 0xFF;
                green += rgb >> 8 & 0xFF;
                blue += rgb & 0xFF;
                n++;
            }
        }
        return ((red / n) << 16) | ((green / n) << 8) | (blue / n);
    }
}
