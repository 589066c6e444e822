package io.diptych.simulator.veo;

import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.http.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A film in the making. It is made, and billed, when the clock says so, whether or not anyone asks for it.
///
/// @param name            as the caller is told, `models/…/operations/…` or a Vertex resource name
/// @param clientRequestId the caller's name for it, null if it gave none
/// @param fault           how it goes wrong, null if it goes well
/// @param films           ids of the files that it makes
record VeoOperation(
        String name,
        VeoOrder order,
        @Nullable String clientRequestId,
        @Nullable FaultMode fault,
        Instant due,
        List<String> films) {

    private static final String HOST = "https://generativelanguage.googleapis.com/v1beta/files/";
    private static final int INTERNAL = 13;

    VeoOperation {
        films = List.copyOf(films);
    }

    boolean isDone(Instant now) {
        return !now.isBefore(due);
    }

    /// Whether films come of it, so that it is billed.
    boolean succeeds() {
        return fault != FaultMode.REFUSAL && fault != FaultMode.EMPTY && fault != FaultMode.SERVER_ERROR;
    }

    private ObjectNode head(Instant now) {
        ObjectNode operation = Json.object().put("name", name);
        return isDone(now) ? operation.put("done", true) : operation;
    }

    /// As the Gemini API shows it: films are files to download.
    ObjectNode onGemini(Instant now) {
        ObjectNode operation = head(now);
        if (!isDone(now) || failed(operation)) {
            return operation;
        }
        ObjectNode response = operation
                .putObject("response")
                .put("@type", "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse")
                .putObject("generateVideoResponse");
        if (filtered(response)) {
            return operation;
        }
        ArrayNode samples = response.putArray("generatedSamples");
        if (fault != FaultMode.EMPTY) {
            films.forEach(
                    film -> samples.addObject().putObject("video").put("uri", HOST + film + ":download?alt=media"));
        }
        return operation;
    }

    /// As Vertex shows it: films are in the answer.
    ///
    /// @param bytes of the films
    ObjectNode onVertex(Instant now, List<byte[]> bytes) {
        ObjectNode operation = head(now);
        if (!isDone(now) || failed(operation)) {
            return operation;
        }
        ObjectNode response = operation
                .putObject("response")
                .put("@type", "type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse");
        if (filtered(response)) {
            return operation;
        }
        ArrayNode videos = response.putArray("videos");
        bytes.forEach(film -> videos.addObject().put("bytesBase64Encoded", film).put("mimeType", "video/mp4"));
        return operation;
    }

    private boolean failed(ObjectNode operation) {
        if (fault != FaultMode.SERVER_ERROR) {
            return false;
        }
        operation
                .putObject("error")
                .put("code", INTERNAL)
                .put(
                        "message",
                        "Video generation failed due to an internal"
                                + " server issue. Please try again in a few minutes.");
        return true;
    }

    private boolean filtered(ObjectNode response) {
        if (fault != FaultMode.REFUSAL) {
            return false;
        }
        response.put("raiMediaFilteredCount", order.samples())
                .putArray("raiMediaFilteredReasons")
                .add("The prompt or the image could not be used, as it might violate the usage guidelines.");
        return true;
    }
}
