package io.diptych.catalog;

import io.diptych.catalog.yaml.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the `capabilities` of one model.
///
/// @param pixelTables the file's tables of exact pixels, by name, tier and ratio
record CapabilityReader(Map<String, Map<String, Map<AspectRatio, PixelSize>>> pixelTables) {

    private static final AspectRatio SQUARE = new AspectRatio(1, 1);

    @Nullable
    Capabilities read(Section section) {
        List<Mode> modes = section.parsedEach(
                "modes", "one of generate, edit, mask, video", text -> Mode.valueOf(text.toUpperCase(Locale.ROOT)));
        int maxReferences = Math.toIntExact(section.whole("max_references", 0, 1000));
        int imagesPerCall = Math.toIntExact(section.whole("images_per_call", 1, 1000));
        Optional<? extends Sizes> sizes = sizes(section.section("sizes"));
        List<String> qualities = section.texts("qualities");
        boolean transparent = section.flag("transparent_background");
        List<String> formats = section.texts("output_formats");
        boolean streaming = section.flag("streaming");
        Integer partialImages = section.optionalWhole("partial_images", 0, 100);
        boolean batch = section.flag("batch");
        boolean seed = section.flag("seed");
        Integer textRendering = section.optionalWhole("text_rendering", 1, 5);
        Integer promptMaxChars = section.optionalWhole("prompt_max_chars", 1, 10_000_000);
        Video video = section.optionalSection("video")
                .flatMap(CapabilityReader::video)
                .orElse(null);
        if (section.sound() && modes.contains(Mode.VIDEO) != (video != null)) {
            section.wrong("video", "a mapping exactly when modes has video");
        }
        section.nothingElse();
        return sizes.flatMap(known -> section.build(
                        "modes",
                        () -> new Capabilities(
                                Set.copyOf(modes),
                                maxReferences,
                                imagesPerCall,
                                known,
                                qualities,
                                transparent,
                                formats,
                                streaming,
                                partialImages == null ? 0 : partialImages,
                                batch,
                                seed,
                                textRendering,
                                promptMaxChars,
                                video)))
                .orElse(null);
    }

    private Optional<? extends Sizes> sizes(Section sizes) {
        List<String> kinds = sizes.names();
        if (kinds.size() != 1) {
            sizes.wrong("(all)", kinds.toString(), "exactly one of free, fixed, tiers");
            return Optional.empty();
        }
        return switch (kinds.getFirst()) {
            case "free" -> free(sizes.section("free"));
            case "fixed" -> fixed(sizes);
            case "tiers" -> tiers(sizes.section("tiers"));
            default -> {
                sizes.wrong(kinds.getFirst(), "an unknown field", "exactly one of free, fixed, tiers");
                yield Optional.empty();
            }
        };
    }

    private static Optional<FreeSizes> free(Section free) {
        int multipleOf = Math.toIntExact(free.whole("multiple_of", 1, 1024));
        long minPixels = free.whole("min_pixels", 1, 1_000_000_000);
        long maxPixels = free.whole("max_pixels", 1, 1_000_000_000);
        int maxEdge = Math.toIntExact(free.whole("max_edge", 1, 99_999));
        AspectRatio tallest = ratio(free, "ratio_min");
        AspectRatio widest = ratio(free, "ratio_max");
        PixelSize experimental = free.has("experimental_above")
                ? free.parsed("experimental_above", "a size such as 2560x1440", PixelSize::parse, new PixelSize(1, 1))
                : null;
        free.nothingElse();
        return free.build(
                "(all)", () -> new FreeSizes(multipleOf, minPixels, maxPixels, maxEdge, tallest, widest, experimental));
    }

    private static Optional<FixedSizes> fixed(Section sizes) {
        List<PixelSize> listed = sizes.parsedEach("fixed", "a list of sizes such as 1024x1536", PixelSize::parse);
        return sizes.build("fixed", () -> new FixedSizes(listed));
    }

    private Optional<ResolutionTiers> tiers(Section tiers) {
        List<String> labels = tiers.texts("labels");
        List<AspectRatio> ratios =
                tiers.parsedEach("ratios", "a list of aspect ratios such as \"4:5\"", AspectRatio::parse);
        String table = tiers.optionalText("pixels");
        if (table != null && !pixelTables.containsKey(table)) {
            tiers.wrong(
                    "pixels",
                    "one of the file's pixel_tables "
                            + pixelTables.keySet().stream().sorted().toList());
        }
        tiers.nothingElse();
        return tiers.build(
                "(all)",
                () -> new ResolutionTiers(
                        labels, ratios, table == null ? Map.of() : pixelTables.getOrDefault(table, Map.of())));
    }

    private static AspectRatio ratio(Section section, String field) {
        return section.parsed(field, "an aspect ratio such as 1:3", AspectRatio::parse, SQUARE);
    }

    private static Optional<Video> video(Section video) {
        List<Duration> durations =
                video.parsedEach("durations", "a list of durations such as 8s", ModelReader::parseDuration);
        boolean audio = video.flag("audio");
        boolean firstFrame = video.flag("first_frame");
        boolean lastFrame = video.flag("last_frame");
        int perCall = Math.toIntExact(video.whole("videos_per_call", 1, 100));
        video.nothingElse();
        return video.build("durations", () -> new Video(durations, audio, firstFrame, lastFrame, perCall));
    }
}
