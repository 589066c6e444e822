package io.diptych.router.routing;

import io.diptych.catalog.Capabilities;
import io.diptych.catalog.Mode;
import io.diptych.catalog.Video;
import io.diptych.router.request.RoutingRequest;
import io.diptych.router.request.RoutingRequest.References;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a request needs of a model, apart from pixels.
final class Capability {
    private static final String NO_WISH = "image/png";

    private Capability() {}

    /// Why a model cannot do it, or null where it can.
    static @Nullable String missing(RoutingRequest request, Capabilities can) {
        String mode = missingMode(request, can);
        if (mode != null) {
            return mode;
        }
        References references = request.references();
        if (references.images() > can.maxReferences()) {
            return "takes " + can.maxReferences() + " references, the request has " + references.images();
        }
        if (references.masks() > 0 && !can.can(Mode.MASK)) {
            return "does not keep to a mask";
        }
        if (request.output().transparentBackground() && !can.transparentBackground()) {
            return "does not make transparent backgrounds";
        }
        Integer most = can.promptMaxChars();
        if (most != null && request.prompt().length() > most) {
            return "takes prompts of " + most + " characters, the request's has "
                    + request.prompt().length();
        }
        return wrongMediaType(request.output().mediaType(), can);
    }

    private static @Nullable String missingMode(RoutingRequest request, Capabilities can) {
        return switch (request.mode()) {
            case ANIMATE -> missingVideo(request, can);
            case GENERATE ->
                !can.can(Mode.GENERATE)
                        ? "does not make images from words"
                        : request.references().images() > 0 && !can.can(Mode.EDIT)
                                ? "does not follow reference images"
                                : null;
            case EDIT, VARIATE -> can.can(Mode.EDIT) ? null : "does not change images";
        };
    }

    private static @Nullable String missingVideo(RoutingRequest request, Capabilities can) {
        Video video = can.video();
        if (video == null || !can.can(Mode.VIDEO)) {
            return "does not make films";
        }
        Integer seconds = request.output().seconds();
        if (seconds != null && !video.durations().contains(Duration.ofSeconds(seconds))) {
            return "makes films of " + video.durations().stream().map(Duration::toSeconds).toList()
                    + " seconds, the request asks for " + seconds;
        }
        return request.references().firstFrames() > 0 && !video.firstFrame() ? "does not begin from a still" : null;
    }

    /// A model that chooses the media type itself will do for the type that is asked for by default only.
    private static @Nullable String wrongMediaType(String wanted, Capabilities can) {
        if (can.outputFormats().isEmpty()) {
            return wanted.equals(NO_WISH) ? null : "chooses the media type itself, the request asks for " + wanted;
        }
        return can.outputFormats().contains(wanted.substring(wanted.indexOf('/') + 1))
                ? null
                : "makes " + can.outputFormats() + ", the request asks for " + wanted;
    }
}
