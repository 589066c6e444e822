package io.diptych.openai;

import io.diptych.events.Mode;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.RenderCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is wrong with a call that would be refused anyway: it is said without asking, and costs nothing.
final class Objections {
    /// Media types of images that can be made, by what the API calls them.
    static final Set<String> OUTPUT_TYPES = Set.of("image/png", "image/jpeg", "image/webp");

    private static final Set<String> INPUT_TYPES = OUTPUT_TYPES;
    private static final int MAX_MASK_BYTES = 4 << 20;
    private static final int PNG_COLOUR_TYPE = 25;
    private static final int PNG_PALETTE = 3;
    private static final int PNG_ALPHA_BIT = 4;

    private Objections() {}

    /// What is wrong with the call, naming the field; empty if nothing is.
    static Optional<String> to(RenderCall call, Dialect dialect) {
        if (!OUTPUT_TYPES.contains(call.mediaType())) {
            return Optional.of("mediaType is '" + call.mediaType() + "', but must be one of "
                    + OUTPUT_TYPES.stream().sorted().toList());
        }
        if (call.transparentBackground() && call.mediaType().equals("image/jpeg")) {
            return Optional.of(
                    "transparentBackground is true, but mediaType is 'image/jpeg', which has no transparency:"
                            + " ask for image/png or image/webp");
        }
        return switch (call.mode()) {
            case GENERATE, EDIT, VARIATE -> references(call, dialect);
            case ANIMATE -> Optional.of("mode is ANIMATE, but this provider makes no videos");
        };
    }

    private static Optional<String> references(RenderCall call, Dialect dialect) {
        List<InputImage> images = call.images();
        if (call.mode() != Mode.GENERATE && images.isEmpty()) {
            return Optional.of(
                    "references is empty, but mode is " + call.mode() + ", which needs an image to start from");
        }
        int most = dialect.references() == Dialect.References.NONE ? 0 : dialect.maxReferences();
        if (images.size() > most) {
            return Optional.of("references has " + images.size() + " images, but at most " + most + " can be sent");
        }
        Optional<InputImage> odd = images.stream()
                .filter(image -> !INPUT_TYPES.contains(image.mediaType()))
                .findFirst();
        if (odd.isPresent()) {
            return Optional.of("references has an image of type '" + odd.get().mediaType() + "', but must be of "
                    + INPUT_TYPES.stream().sorted().toList());
        }
        return call.mask().flatMap(mask -> mask(mask, images, dialect));
    }

    private static Optional<String> mask(InputImage mask, List<InputImage> images, Dialect dialect) {
        if (dialect.references() != Dialect.References.FORM) {
            return Optional.of("references has a mask, which this provider does not take");
        }
        if (images.isEmpty()) {
            return Optional.of("references has a mask, but no image that it is for");
        }
        InputImage first = images.getFirst();
        if (mask.width() != first.width() || mask.height() != first.height()) {
            return Optional.of("the mask is " + mask.width() + "x" + mask.height()
                    + ", but must have the size of the first image, " + first.width() + "x" + first.height());
        }
        if (mask.bytes().length > MAX_MASK_BYTES) {
            return Optional.of(
                    "the mask has " + mask.bytes().length + " bytes, but at most " + MAX_MASK_BYTES + " are taken");
        }
        return hasAlpha(mask)
                ? Optional.empty()
                : Optional.of("the mask is " + mask.mediaType()
                        + " without transparency, but must be a PNG that is transparent where the image may change");
    }

    /// Whether a PNG may be transparent somewhere: its colour type says so, or it has a palette, which may.
    private static boolean hasAlpha(InputImage mask) {
        if (!mask.mediaType().equals("image/png") || mask.bytes().length <= PNG_COLOUR_TYPE) {
            return false;
        }
        int colourType = mask.bytes()[PNG_COLOUR_TYPE];
        return (colourType & PNG_ALPHA_BIT) != 0 || colourType == PNG_PALETTE;
    }
}
