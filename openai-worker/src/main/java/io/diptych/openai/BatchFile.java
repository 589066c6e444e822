package io.diptych.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.RenderCall;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// The input file of a batch: a line for each call, under its attempt id.
///
/// A line cannot carry a form, so input images go along as data URLs in the edits endpoint's JSON.
final class BatchFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_BYTES = 200_000_000;

    private final OpenAiProperties properties;

    BatchFile(OpenAiProperties properties) {
        this.properties = properties;
    }

    /// The file's content.
    ///
    /// @param endpoint path that all lines are for
    /// @throws BatchException if it is larger than the provider takes
    byte[] write(String endpoint, List<RenderCall> calls) throws BatchException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (RenderCall call : calls) {
            ObjectNode line = JSON.createObjectNode()
                    .put("custom_id", call.attemptId())
                    .put("method", "POST")
                    .put("url", endpoint);
            line.set("body", body(call));
            file.writeBytes(bytes(line));
            file.write('\n');
            if (file.size() > MAX_BYTES) {
                throw new BatchException(
                        FailureCode.INVALID_REQUEST,
                        true,
                        "the input file of the batch has more than " + MAX_BYTES
                                + " bytes with its input images: lower diptych.worker.batch.max, or send smaller images",
                        null);
            }
        }
        return file.toByteArray();
    }

    private ObjectNode body(RenderCall call) {
        ObjectNode body = JSON.createObjectNode()
                .put("model", call.model())
                .put("prompt", call.prompt())
                .put("size", properties.dialect().size().write(call))
                .put("quality", call.tier())
                .put(
                        "output_format",
                        call.mediaType().substring(call.mediaType().indexOf('/') + 1))
                .put("n", 1);
        if (call.transparentBackground()) {
            body.put("background", "transparent");
        }
        if (call.images().isEmpty()) {
            return body;
        }
        String fidelity = properties.inputFidelity().get(call.model());
        if (fidelity != null) {
            body.put("input_fidelity", fidelity);
        }
        ArrayNode images = body.putArray("images");
        call.images().forEach(image -> images.addObject().put("image_url", InputParts.dataUrl(image)));
        call.mask().ifPresent(mask -> body.putObject("mask").put("image_url", InputParts.dataUrl(mask)));
        return body;
    }

    private static byte[] bytes(ObjectNode line) {
        try {
            return JSON.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of a batch cannot be written", e);
        }
    }
}
