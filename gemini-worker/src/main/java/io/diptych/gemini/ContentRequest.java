package io.diptych.gemini;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.ImageConfig;
import com.google.genai.types.ImageConfigImageOutputOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.ThinkingLevel;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.RenderCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How one image is asked for, in a call of its own and in a batch alike.
///
/// The API takes an aspect ratio and a resolution, not pixels, and on the Gemini API it chooses
/// the media type itself.
/// References follow the words, in the caller's order: the words speak of them by their numbers.
final class ContentRequest {
    private static final Set<String> OUTPUT_TYPES = Set.of("image/png", "image/jpeg");

    private ContentRequest() {}

    static Content content(RenderCall call) {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.fromText(call.prompt()));
        for (InputImage image : call.images()) {
            parts.add(Part.fromBytes(image.bytes(), image.mediaType()));
        }
        // There is no mask in this API: it goes along as one more image, and the words say what it is.
        call.mask().ifPresent(mask -> {
            parts.add(Part.fromText(
                    "The last image is a mask of the first one: change only where it is transparent, keep all else."));
            parts.add(Part.fromBytes(mask.bytes(), mask.mediaType()));
        });
        return Content.builder().role("user").parts(parts).build();
    }

    /// @param vertex   whether it is for Vertex, which lets one choose the media type
    /// @param thinking null for as the model likes
    static GenerateContentConfig.Builder config(
            RenderCall call, boolean vertex, GeminiProperties.@Nullable Thinking thinking) {
        ImageConfig.Builder image =
                ImageConfig.builder().aspectRatio(call.aspectRatio()).imageSize(imageSize(call.tier()));
        if (vertex && OUTPUT_TYPES.contains(call.mediaType())) {
            image.imageOutputOptions(ImageConfigImageOutputOptions.builder()
                    .mimeType(call.mediaType())
                    .build());
        }
        GenerateContentConfig.Builder config =
                GenerateContentConfig.builder().responseModalities("IMAGE").imageConfig(image.build());
        if (call.seed() != null) {
            config.seed(call.seed());
        }
        if (thinking != null) {
            config.thinkingConfig(ThinkingConfig.builder()
                    .thinkingLevel(new ThinkingLevel(thinking.name()))
                    .build());
        }
        return config;
    }

    /// The API's spelling of a tier: `0.5K` is `512`, and the K is a capital.
    private static String imageSize(String tier) {
        String upper = tier.strip().toUpperCase(Locale.ROOT);
        return upper.equals("0.5K") ? "512" : upper;
    }
}
