package io.diptych.gemini;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.ImageConfig;
import com.google.genai.types.Part;
import io.diptych.worker.provider.RenderCall;
import java.util.Locale;

/// How one image is asked for, in a call of its own and in a batch alike.
///
/// The API takes an aspect ratio and a resolution, not pixels, and chooses the media type itself.
final class ContentRequest {
    private ContentRequest() {}

    static Content content(RenderCall call) {
        return Content.builder()
                .role("user")
                .parts(Part.fromText(call.prompt()))
                .build();
    }

    static GenerateContentConfig.Builder config(RenderCall call) {
        return GenerateContentConfig.builder()
                .responseModalities("IMAGE")
                .imageConfig(ImageConfig.builder()
                        .aspectRatio(call.aspectRatio())
                        .imageSize(imageSize(call.tier()))
                        .build());
    }

    /// The API's spelling of a tier: `0.5K` is `512`, and the K is a capital.
    private static String imageSize(String tier) {
        String upper = tier.strip().toUpperCase(Locale.ROOT);
        return upper.equals("0.5K") ? "512" : upper;
    }
}
