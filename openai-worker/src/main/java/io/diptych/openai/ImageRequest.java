package io.diptych.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.JsonValue;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import io.diptych.worker.provider.ClientRequestId;
import io.diptych.worker.provider.RenderCall;

/// How one image is asked for. Parameters are made anew for every call: parts of a form can be read only once.
final class ImageRequest {
    private static final JsonMapper JSON = new JsonMapper();

    private final OpenAiProperties properties;
    private final Dialect dialect;

    ImageRequest(OpenAiProperties properties) {
        this.properties = properties;
        this.dialect = properties.dialect();
    }

    /// Whether the call goes to the edits endpoint.
    boolean isEdit(RenderCall call) {
        return dialect.references() == Dialect.References.FORM && !call.images().isEmpty();
    }

    /// @param watched whether unfinished images are wanted
    ImageGenerateParams generation(RenderCall call, boolean watched) {
        ImageGenerateParams.Builder params = ImageGenerateParams.builder()
                .model(call.model())
                .prompt(call.prompt())
                .size(dialect.size().write(call))
                .putAdditionalHeader(ClientRequestId.HEADER, ClientRequestId.of(call.attemptId()));
        if (dialect.quality()) {
            params.quality(ImageGenerateParams.Quality.of(call.tier()));
        }
        if (dialect.outputFormat()) {
            params.outputFormat(ImageGenerateParams.OutputFormat.of(format(call)));
        }
        if (dialect.count()) {
            params.n(1);
        }
        if (call.transparentBackground()) {
            params.background(ImageGenerateParams.Background.TRANSPARENT);
        }
        if (!dialect.responseFormat().isEmpty()) {
            params.putAdditionalBodyProperty("response_format", JsonValue.from(dialect.responseFormat()));
        }
        if (watched) {
            params.partialImages((long) properties.partialImages());
        }
        if (dialect.references() == Dialect.References.BODY && !call.images().isEmpty()) {
            params.putAdditionalBodyProperty(
                    "image",
                    JsonValue.from(
                            call.images().stream().map(InputParts::dataUrl).toList()));
        }
        dialect.body().forEach((name, value) -> params.putAdditionalBodyProperty(name, json(value)));
        return params.build();
    }

    /// @param watched whether unfinished images are wanted
    /// @throws IllegalArgumentException if input images cannot be made to be of one type
    ImageEditParams edit(RenderCall call, boolean watched) {
        ImageEditParams.Builder params = ImageEditParams.builder()
                .model(call.model())
                .prompt(call.prompt())
                .size(dialect.size().write(call))
                .image(InputParts.of(call.images()).field())
                .putAdditionalHeader(ClientRequestId.HEADER, ClientRequestId.of(call.attemptId()));
        call.mask().ifPresent(mask -> params.mask(InputParts.mask(mask)));
        if (dialect.quality()) {
            params.quality(ImageEditParams.Quality.of(call.tier()));
        }
        if (dialect.outputFormat()) {
            params.outputFormat(ImageEditParams.OutputFormat.of(format(call)));
        }
        if (dialect.count()) {
            params.n(1);
        }
        if (call.transparentBackground()) {
            params.background(ImageEditParams.Background.TRANSPARENT);
        }
        String fidelity = properties.inputFidelity().get(call.model());
        if (fidelity != null) {
            params.inputFidelity(ImageEditParams.InputFidelity.of(fidelity));
        }
        if (watched) {
            params.partialImages((long) properties.partialImages());
        }
        dialect.body().forEach((name, value) -> params.putAdditionalBodyProperty(name, json(value)));
        return params.build();
    }

    private static String format(RenderCall call) {
        return call.mediaType().substring("image/".length());
    }

    /// A configured value: JSON if it is a scalar of it, else the text itself.
    private static JsonValue json(String value) {
        try {
            return JsonValue.fromJsonNode(JSON.readTree(value));
        } catch (JacksonException isText) {
            return JsonValue.from(value);
        }
    }
}
