package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.Workshop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The files of the Gemini API: uploaded by the resumable protocol, or offered by the API itself. They live in memory.
public final class GeminiFiles {

    private static final int MAX_BYTES = 256 * 1024 * 1024;
    private static final String STATUS = "X-Goog-Upload-Status";

    private record Upload(String id, String displayName, String mimeType, ByteArrayOutputStream bytes) {}

    private record Offer(String mimeType, Answer.BodyWriter body) {}

    private final Workshop workshop;
    private final Map<String, Upload> open = new ConcurrentHashMap<>();
    private final Map<String, Upload> uploaded = new ConcurrentHashMap<>();
    private final Map<String, Offer> offered = new ConcurrentHashMap<>();

    GeminiFiles(Workshop workshop) {
        this.workshop = workshop;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/upload/v1beta/files", this::upload)
                .add("GET", "/v1beta/files/{id}", this::get)
                .add("GET", "/v1beta/files/{id}:download", this::download)
                .add("DELETE", "/v1beta/files/{id}", this::delete);
    }

    /// Offers a file to be downloaded.
    public void offer(String id, String mimeType, Answer.BodyWriter body) {
        offered.put(id, new Offer(mimeType, body));
    }

    /// Content of an uploaded file.
    ///
    /// @param name with its `files/`
    /// @throws io.diptych.simulator.http.CallRejected with 400 if there is none
    byte[] content(String name) {
        Upload upload = uploaded.get(name.startsWith("files/") ? name.substring("files/".length()) : name);
        if (upload == null) {
            throw GeminiErrors.invalid("The input file " + name + " is not there.");
        }
        return upload.bytes().toByteArray();
    }

    private Answer upload(Call call) throws IOException {
        String command = Objects.requireNonNullElse(call.header("X-Goog-Upload-Command"), "")
                .toLowerCase(Locale.ROOT);
        return command.equals("start") ? start(call) : chunk(call, command);
    }

    private Answer start(Call call) throws IOException {
        GeminiCalls.checkKey(call);
        JsonNode file = GeminiCalls.field(GeminiCalls.body(call), "file");
        String id = workshop.ids().next("");
        Upload upload = new Upload(
                id,
                GeminiCalls.field(file, "displayName").asString(""),
                GeminiCalls.field(file, "mimeType")
                        .asString(Objects.requireNonNullElse(
                                call.header("X-Goog-Upload-Header-Content-Type"), "application/octet-stream")),
                new ByteArrayOutputStream());
        open.put(id, upload);
        return Answer.json(200, Json.object())
                .with(STATUS, "active")
                .with(
                        "X-Goog-Upload-URL",
                        "http://" + call.header("Host") + "/upload/v1beta/files?upload_id=" + id
                                + "&upload_protocol=resumable");
    }

    private Answer chunk(Call call, String command) throws IOException {
        String id = Objects.requireNonNullElse(call.query("upload_id"), "");
        Upload upload = open.get(id);
        if (upload == null) {
            throw GeminiErrors.notFound("There is no open upload '" + id + "'.");
        }
        if (!String.valueOf(upload.bytes().size()).equals(call.header("X-Goog-Upload-Offset"))) {
            throw GeminiErrors.invalid("The upload stands at " + upload.bytes().size() + ", but the chunk is for "
                    + call.header("X-Goog-Upload-Offset") + ".");
        }
        try {
            upload.bytes().write(call.body(MAX_BYTES));
        } catch (BodyTooLarge e) {
            throw GeminiErrors.invalid("Request payload size exceeds the limit: " + MAX_BYTES + " bytes.");
        }
        if (!command.contains("finalize")) {
            return Answer.json(200, Json.object()).with(STATUS, "active");
        }
        open.remove(id);
        uploaded.put(id, upload);
        ObjectNode body = Json.object();
        body.set("file", describe(upload, call));
        return Answer.json(200, body).with(STATUS, "final");
    }

    private Answer get(Call call) {
        GeminiCalls.checkKey(call);
        return Answer.json(200, describe(find(call.path("id")), call));
    }

    private Answer download(Call call) {
        GeminiCalls.checkKey(call);
        Offer offer = offered.get(call.path("id"));
        if (offer != null) {
            return new Answer.Streamed(200, offer.mimeType(), offer.body());
        }
        Upload upload = find(call.path("id"));
        return new Answer.Streamed(200, upload.mimeType(), out -> upload.bytes().writeTo(out));
    }

    private Answer delete(Call call) {
        GeminiCalls.checkKey(call);
        Upload gone = find(call.path("id"));
        uploaded.remove(gone.id());
        return Answer.json(200, Json.object());
    }

    private Upload find(String id) {
        Upload upload = uploaded.get(id);
        if (upload == null) {
            throw GeminiErrors.notFound(
                    "You do not have permission to access the File " + id + " or it may not exist.");
        }
        return upload;
    }

    private static ObjectNode describe(Upload upload, Call call) {
        return Json.object()
                .put("name", "files/" + upload.id())
                .put("displayName", upload.displayName())
                .put("mimeType", upload.mimeType())
                .put("sizeBytes", Integer.toString(upload.bytes().size()))
                .put("uri", "http://" + call.header("Host") + "/v1beta/files/" + upload.id())
                .put("state", "ACTIVE");
    }
}
