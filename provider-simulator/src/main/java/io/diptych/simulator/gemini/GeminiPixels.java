package io.diptych.simulator.gemini;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The exact pixel sizes of Gemini images, by aspect ratio and resolution.
///
/// @param width  in pixels
/// @param height in pixels
record GeminiPixels(int width, int height) {

    private static final Map<String, GeminiPixels> GENERATION_3 = Map.of(
            "1:1", new GeminiPixels(1024, 1024),
            "2:3", new GeminiPixels(848, 1264),
            "3:2", new GeminiPixels(1264, 848),
            "3:4", new GeminiPixels(896, 1200),
            "4:3", new GeminiPixels(1200, 896),
            "4:5", new GeminiPixels(928, 1152),
            "5:4", new GeminiPixels(1152, 928),
            "9:16", new GeminiPixels(768, 1376),
            "16:9", new GeminiPixels(1376, 768),
            "21:9", new GeminiPixels(1584, 672));

    private static final Map<String, GeminiPixels> WIDE = Map.of(
            "1:4", new GeminiPixels(512, 2048),
            "4:1", new GeminiPixels(2048, 512),
            "1:8", new GeminiPixels(384, 3072),
            "8:1", new GeminiPixels(3072, 384));

    private static final Map<String, GeminiPixels> GENERATION_2 = Map.of(
            "1:1", new GeminiPixels(1024, 1024),
            "2:3", new GeminiPixels(832, 1248),
            "3:2", new GeminiPixels(1248, 832),
            "3:4", new GeminiPixels(864, 1184),
            "4:3", new GeminiPixels(1184, 864),
            "4:5", new GeminiPixels(896, 1152),
            "5:4", new GeminiPixels(1152, 896),
            "9:16", new GeminiPixels(768, 1344),
            "16:9", new GeminiPixels(1344, 768),
            "21:9", new GeminiPixels(1536, 672));

    static final Set<String> RESOLUTIONS = Set.of("512", "1K", "2K", "4K");

    /// The size of this model's image at 1K; empty if the model does not know the aspect ratio.
    static Optional<GeminiPixels> at1K(GeminiModel model, String ratio) {
        GeminiPixels size = (model.generation() == 2 ? GENERATION_2 : GENERATION_3).get(ratio);
        return Optional.ofNullable(size == null && model.wideRatios() ? WIDE.get(ratio) : size);
    }

    /// This 1K size at another resolution.
    GeminiPixels at(String resolution) {
        return switch (resolution) {
            case "512" -> new GeminiPixels(width / 2, height / 2);
            case "1K" -> this;
            case "2K" -> new GeminiPixels(width * 2, height * 2);
            case "4K" -> new GeminiPixels(width * 4, height * 4);
            default ->
                throw new IllegalArgumentException(
                        "resolution is " + resolution + ", but must be one of " + RESOLUTIONS);
        };
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
