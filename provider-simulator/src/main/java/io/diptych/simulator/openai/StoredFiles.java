package io.diptych.simulator.openai;

import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.FormData;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.Workshop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/files`: what callers upload, and what batches leave behind. All in memory.
final class StoredFiles {

    private static final int MAX_BYTES = 200 << 20;

    private final Workshop workshop;
    private final Map<String, Stored> files = new ConcurrentHashMap<>();

    StoredFiles(Workshop workshop) {
        this.workshop = workshop;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/v1/files", this::upload)
                .add("GET", "/v1/files", this::list)
                .add("GET", "/v1/files/{id}", this::get)
                .add("GET", "/v1/files/{id}/content", this::download)
                .add("DELETE", "/v1/files/{id}", this::delete);
    }

    /// A file: its content is written each time it is asked for.
    private record Stored(
            String id,
            String fileName,
            String purpose,
            long createdAt,
            @Nullable Long bytes,
            Answer.BodyWriter body) {}

    /// Keeps a file.
    ///
    /// @param bytes its size, null where nobody knows before it is written
    /// @return its id
    String keep(String fileName, String purpose, @Nullable Long bytes, Answer.BodyWriter body) {
        String id = workshop.ids().next("file-");
        files.put(
                id, new Stored(id, fileName, purpose, workshop.clock().instant().getEpochSecond(), bytes, body));
        return id;
    }

    /// The whole of a file, null where there is none.
    byte @Nullable [] content(String id) {
        Stored file = files.get(id);
        if (file == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            file.body().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        return out.toByteArray();
    }

    /// What a file was uploaded for; empty where there is none.
    Optional<String> purpose(String id) {
        return Optional.ofNullable(files.get(id)).map(Stored::purpose);
    }

    private Answer upload(Call call) throws IOException {
        OpenAiKey.check(call);
        byte[] body;
        try {
            body = call.body(MAX_BYTES + (1 << 20));
        } catch (BodyTooLarge e) {
            throw OpenAiErrors.invalid("file", "file_too_large", "The file has more than 200 MB.");
        }
        FormData form = FormData.read(call.header("Content-Type"), body)
                .orElseThrow(() -> OpenAiErrors.unreadable("the body is no multipart form"));
        FormData.Part file = form.first("file").orElseThrow(() -> OpenAiErrors.missing("file"));
        String purpose =
                form.first("purpose").map(FormData.Part::text).orElseThrow(() -> OpenAiErrors.missing("purpose"));
        byte[] content = file.content();
        String name = file.fileName();
        String id = keep(
                name == null ? "upload" : name,
                purpose,
                (long) content.length,
                (OutputStream out) -> out.write(content));
        return Answer.json(200, describe(find(id)));
    }

    private Answer list(Call call) {
        OpenAiKey.check(call);
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        files.values().forEach(file -> data.add(describe(file)));
        return Answer.json(200, body.put("has_more", false));
    }

    private Answer get(Call call) {
        OpenAiKey.check(call);
        return Answer.json(200, describe(find(call.path("id"))));
    }

    private Answer download(Call call) {
        OpenAiKey.check(call);
        Stored file = find(call.path("id"));
        return new Answer.Streamed(200, "application/octet-stream", file.body());
    }

    private Answer delete(Call call) {
        OpenAiKey.check(call);
        Stored file = find(call.path("id"));
        files.remove(file.id());
        return Answer.json(
                200, Json.object().put("id", file.id()).put("object", "file").put("deleted", true));
    }

    private Stored find(String id) {
        Stored file = files.get(id);
        if (file == null) {
            throw OpenAiErrors.noSuchThing("File object", id);
        }
        return file;
    }

    private static ObjectNode describe(Stored file) {
        Long bytes = file.bytes();
        return Json.object()
                .put("id", file.id())
                .put("object", "file")
                .put("bytes", bytes == null ? 0 : bytes)
                .put("created_at", file.createdAt())
                .put("filename", file.fileName())
                .put("purpose", file.purpose())
                .put("status", "processed");
    }
}
