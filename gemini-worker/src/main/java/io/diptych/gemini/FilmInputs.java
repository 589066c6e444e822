package io.diptych.gemini;

import com.google.genai.types.Image;
import com.google.genai.types.VideoGenerationReferenceImage;
import com.google.genai.types.VideoGenerationReferenceType;
import io.diptych.events.FailureCode;
import io.diptych.events.ReferenceRole;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.RenderCall;
import java.util.List;
import java.util.Optional;

/// What a film starts from: the frame that it begins with, or up to three images of what is to be seen in it.
///
/// @param firstFrame the frame that is meant to be, else the only image there is
/// @param references where there is no first frame; styles as styles, everything else as what is to be seen
record FilmInputs(Optional<Image> firstFrame, List<VideoGenerationReferenceImage> references) {
    private static final int MOST_REFERENCES = 3;

    /// @param onVertex whether the endpoint knows styles
    /// @throws BatchException surely refused, naming what the model does not take
    static FilmInputs of(RenderCall call, boolean onVertex) throws BatchException {
        List<InputImage> images = call.images();
        List<InputImage> frames = images.stream()
                .filter(image -> image.role() == ReferenceRole.FIRST_FRAME)
                .toList();
        if (images.size() == 1) {
            return new FilmInputs(Optional.of(image(images.getFirst())), List.of());
        }
        if (!frames.isEmpty()) {
            throw refused("references has a FIRST_FRAME and " + (images.size() - 1)
                    + " more, but a film begins with one image or shows what up to " + MOST_REFERENCES
                    + " images show: leave one or the other out");
        }
        if (images.size() > MOST_REFERENCES) {
            throw refused(
                    "references has " + images.size() + " images, but at most " + MOST_REFERENCES + " go into a film");
        }
        if (!onVertex && images.stream().anyMatch(image -> image.role() == ReferenceRole.STYLE)) {
            throw refused(
                    "references has a STYLE, which films know on Vertex only: leave it out, or set diptych.gemini.vertex");
        }
        return new FilmInputs(
                Optional.empty(), images.stream().map(FilmInputs::reference).toList());
    }

    private static BatchException refused(String message) {
        return new BatchException(FailureCode.INVALID_REQUEST, true, message, null);
    }

    private static VideoGenerationReferenceImage reference(InputImage image) {
        return VideoGenerationReferenceImage.builder()
                .image(image(image))
                .referenceType(new VideoGenerationReferenceType(
                        image.role() == ReferenceRole.STYLE
                                ? VideoGenerationReferenceType.Known.STYLE
                                : VideoGenerationReferenceType.Known.ASSET))
                .build();
    }

    private static Image image(InputImage image) {
        return Image.builder()
                .imageBytes(image.bytes())
                .mimeType(image.mediaType())
                .build();
    }
}
