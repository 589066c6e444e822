package io.diptych.openai;

import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.provider.Secret;
import java.time.InstantSource;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of each kind before the first real one, on one thread and without a network: nobody is asked.
///
/// The SDK reads and writes JSON by Kotlin's reflection, which initialises classes as it meets them, some of them under
/// a lock of its own. A virtual thread that waits for that lock inside a class's initialisation keeps its carrier, as
/// does one that waits for the class. Once all carriers are kept, whoever has the lock has none to go on with: fifty
/// first calls at once on two cores stood still for ever. What is initialised already keeps nobody.
final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final PreviewSink WATCHED = (_, _, _) -> {};
    private static final String USAGE = "\"usage\":{\"total_tokens\":2,\"input_tokens\":1,\"output_tokens\":1,"
            + "\"input_tokens_details\":{\"text_tokens\":1,\"image_tokens\":0},"
            + "\"output_tokens_details\":{\"text_tokens\":0,\"image_tokens\":1}}";
    private static final String IMAGE =
            "{\"created\":1,\"output_format\":\"png\",\"data\":[{\"b64_json\":\"AAEC\"}]," + USAGE + "}";
    private static final String ERROR =
            "{\"error\":{\"message\":\"no\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\",\"param\":null}}";
    private static final String FILE = "{\"id\":\"file-1\",\"object\":\"file\",\"bytes\":1,\"created_at\":1,"
            + "\"filename\":\"batch.jsonl\",\"purpose\":\"batch\",\"status\":\"processed\"}";
    private static final String LINES = "{\"id\":\"1\",\"custom_id\":\"rehearsal\",\"response\":{\"status_code\":200,"
            + "\"request_id\":\"1\",\"body\":" + IMAGE + "},\"error\":null}\n";
    private static final String BATCH = "{\"id\":\"batch_1\",\"object\":\"batch\","
            + "\"endpoint\":\"/v1/images/generations\",\"completion_window\":\"24h\",\"created_at\":1,"
            + "\"input_file_id\":\"file-1\",\"output_file_id\":\"file-2\",\"status\":\"completed\","
            + "\"request_counts\":{\"total\":1,\"completed\":1,\"failed\":0},\"metadata\":{\"a\":\"b\"}}";
    private static final String LIST = "{\"object\":\"list\",\"data\":[" + BATCH + "],\"has_more\":false}";

    /// How images are answered.
    private enum Answer {
        WHOLE,
        STREAM,
        ERROR
    }

    private final OpenAiProperties properties;
    private final InstantSource clock;
    private Answer answer = Answer.WHOLE;

    private Rehearsal(OpenAiProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /// Makes every kind of call that a worker with these settings can make.
    static void play(OpenAiProperties properties, InstantSource clock) {
        new Rehearsal(properties.withApiKey(new Secret("rehearsal")), clock).play();
    }

    private void play() {
        try (OpenAiConnection connection = new OpenAiConnection(properties, this::answer)) {
            OpenAiImages images = new OpenAiImages(connection, properties, clock);
            for (Answer next : Answer.values()) {
                answer = next;
                for (Mode mode : List.of(Mode.GENERATE, Mode.EDIT)) {
                    var _ = images.render(call(mode, next == Answer.STREAM ? WATCHED : PreviewSink.NONE));
                }
            }
            if (properties.dialect().batches()) {
                playBatch(new OpenAiBatches(connection, properties, clock));
            }
        }
    }

    private static void playBatch(OpenAiBatches batches) {
        try {
            String id = batches.submit("rehearsal", "rehearsal", List.of(call(Mode.GENERATE, PreviewSink.NONE)));
            var _ = batches.find("rehearsal");
            var _ = batches.poll(id);
            batches.cancel(id);
        } catch (BatchException e) {
            log.atWarn().setCause(e).log("batch interface could not be rehearsed");
        }
    }

    private static RenderCall call(Mode mode, PreviewSink previews) {
        int edge = 1024;
        return new RenderCall(
                "rehearsal",
                "rehearsal",
                mode,
                "rehearsal",
                "low",
                "1:1",
                edge,
                edge,
                "image/png",
                false,
                null,
                null,
                null,
                mode == Mode.EDIT
                        ? List.of(new InputImage(ReferenceRole.SUBJECT, new byte[1], "image/png", edge, edge))
                        : List.of(),
                null,
                previews);
    }

    /// The answer to a request, which goes nowhere.
    private Response answer(Interceptor.Chain chain) {
        Request request = chain.request();
        String path = request.url().encodedPath();
        boolean isOfImages = path.contains("/images/");
        boolean isError = isOfImages && answer == Answer.ERROR;
        boolean isStream = isOfImages && answer == Answer.STREAM;
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(isError ? 429 : 200)
                .message("")
                .header("x-request-id", "rehearsal")
                .body(ResponseBody.create(
                        isError ? ERROR : isStream ? stream(path) : isOfImages ? IMAGE : ofBatches(request, path),
                        MediaType.get(isStream ? "text/event-stream" : "application/json")))
                .build();
    }

    private static String stream(String path) {
        String kind = path.endsWith("/edits") ? "image_edit" : "image_generation";
        return event(kind + ".partial_image", "\"partial_image_index\":0")
                + event(kind + ".completed", "\"created_at\":1," + USAGE);
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"b64_json\":\"AAEC\",\"output_format\":\"png\","
                + fields + "}\n\n";
    }

    private static String ofBatches(Request request, String path) {
        if (path.endsWith("/content")) {
            return LINES;
        }
        if (path.endsWith("/files")) {
            return FILE;
        }
        return path.endsWith("/batches") && request.method().equals("GET") ? LIST : BATCH;
    }
}
