package io.diptych.simulator.openai;

import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.FormData;
import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the edits endpoint is sent, as a form or as JSON.
///
/// @param fields all that is no image, as the generations endpoint has it
record EditForm(
        ObjectNode fields,
        List<InputPicture> images,
        @Nullable InputPicture mask) {

    private static final int MAX_BODY_BYTES = 256 << 20;
    private static final int MAX_IMAGES = 16;
    private static final Set<String> NUMBERS = Set.of("n", "partial_images", "output_compression");
    private static final Set<String> IMAGES = Set.of("image", "image[]");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern DATA_URL = Pattern.compile("data:([a-z/+.-]+);base64,", Pattern.CASE_INSENSITIVE);

    EditForm {
        images = List.copyOf(images);
    }

    /// Reads the body of a call.
    ///
    /// @param files bytes of an uploaded file by its id, null where there is none
    /// @throws io.diptych.simulator.http.CallRejected if it cannot be read, or an image keeps not to the rules
    static EditForm read(Call call, Function<String, byte @Nullable []> files) throws IOException {
        byte[] body;
        try {
            body = call.body(MAX_BODY_BYTES);
        } catch (BodyTooLarge e) {
            throw OpenAiErrors.unreadable(String.valueOf(e.getMessage()));
        }
        String type = call.header("Content-Type");
        if (type != null && type.startsWith("application/json")) {
            try {
                return of(Json.MAPPER.readTree(body), files);
            } catch (JacksonException e) {
                throw OpenAiErrors.unreadable(String.valueOf(e.getMessage()));
            }
        }
        return of(FormData.read(type, body)
                .orElseThrow(() -> OpenAiErrors.unreadable("the content type is '" + type
                        + "', but must be 'multipart/form-data' or 'application/json'")));
    }

    private static EditForm of(FormData form) {
        ObjectNode fields = Json.object();
        List<InputPicture> images = new ArrayList<>();
        for (FormData.Part part : form.parts()) {
            if (IMAGES.contains(part.name())) {
                String param = part.name().equals("image") ? "image" : "image[" + images.size() + "]";
                images.add(InputPicture.of(param, part.content(), part.contentType()));
            } else if (!part.name().equals("mask")) {
                put(fields, part);
            }
        }
        check(images);
        InputPicture mask = form.first("mask")
                .map(part -> InputPicture.mask(part.content(), images.getFirst()))
                .orElse(null);
        return new EditForm(fields, images, mask);
    }

    private static void put(ObjectNode fields, FormData.Part part) {
        String text = part.text();
        if (NUMBERS.contains(part.name()) && WHOLE.matcher(text).matches()) {
            fields.put(part.name(), Integer.parseInt(text));
        } else if (part.name().equals("stream")) {
            fields.put(part.name(), Boolean.parseBoolean(text));
        } else {
            fields.put(part.name(), text);
        }
    }

    /// Reads the JSON form: `images` and `mask` hold `image_url` (a data URL) or `file_id`.
    static EditForm of(JsonNode body, Function<String, byte @Nullable []> files) {
        if (!(body instanceof ObjectNode fields)) {
            throw OpenAiErrors.unreadable("the body is not an object");
        }
        List<InputPicture> images = new ArrayList<>();
        for (JsonNode image : body.path("images")) {
            images.add(picture("images[" + images.size() + "]", image, files));
        }
        check(images);
        JsonNode mask = body.path("mask");
        return new EditForm(
                fields,
                images,
                mask.isObject() ? InputPicture.mask(picture("mask", mask, files).bytes(), images.getFirst()) : null);
    }

    private static InputPicture picture(String param, JsonNode image, Function<String, byte @Nullable []> files) {
        String url = image.path("image_url").asString("");
        Matcher data = DATA_URL.matcher(url);
        if (data.lookingAt()) {
            try {
                return InputPicture.of(param, Base64.getDecoder().decode(url.substring(data.end())), data.group(1));
            } catch (IllegalArgumentException e) {
                throw OpenAiErrors.invalid(param, "invalid_image_url", "Invalid base64 in the image URL.");
            }
        }
        String id = image.path("file_id").asString("");
        byte[] file = id.isEmpty() ? null : files.apply(id);
        if (file == null) {
            throw OpenAiErrors.invalid(
                    param, "invalid_image_url", "The image must be given by a data URL or the id of an uploaded file.");
        }
        return InputPicture.of(param, file, "image/png");
    }

    private static void check(List<InputPicture> images) {
        if (images.isEmpty()) {
            throw OpenAiErrors.missing("image");
        }
        if (images.size() > MAX_IMAGES) {
            throw OpenAiErrors.invalid(
                    "image",
                    "array_above_max_length",
                    "Invalid 'image': array too long. Expected an array with maximum length " + MAX_IMAGES
                            + ", but got an array with length " + images.size() + " instead.");
        }
    }
}
