package io.diptych.gemini;

import com.google.genai.types.DownloadFileConfig;
import com.google.genai.types.GenerateVideosConfig;
import com.google.genai.types.GenerateVideosOperation;
import com.google.genai.types.GenerateVideosSource;
import com.google.genai.types.GeneratedVideo;
import com.google.genai.types.GetOperationConfig;
import com.google.genai.types.Video;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Veo: one film is one long operation, a batch of one.
///
/// Google does not list operations, and gives them names of its own: one whose name we did not
/// get is lost to us.
/// The operation's name is all that is needed to go on, so the id that is kept is the name and
/// the attempt's id.
final class VeoOperations implements BatchProvider {
    /// Family of the model ids that this is for.
    static final String FAMILY = "veo";

    private static final char SEPARATOR = '|';

    private final GeminiConnection connection;
    private final Duration timeout;

    VeoOperations(GeminiConnection connection, GeminiProperties properties) {
        this.connection = connection;
        this.timeout = properties.batchTimeout();
    }

    @Override
    public String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
        if (calls.size() != 1) {
            throw new BatchException(
                    FailureCode.INTERNAL, true, "a film is made alone, but there are " + calls.size() + " calls", null);
        }
        RenderCall call = calls.getFirst();
        FilmInputs inputs = FilmInputs.of(call, connection.isVertex());
        GenerateVideosSource.Builder source = GenerateVideosSource.builder().prompt(call.prompt());
        inputs.firstFrame().ifPresent(source::image);
        GenerateVideosOperation operation = BatchCall.make(
                connection, true, client -> client.models.generateVideos(model, source.build(), config(call, inputs)));
        String name = operation
                .name()
                .orElseThrow(() -> new BatchException(
                        FailureCode.MALFORMED_RESPONSE, false, "the answer does not name the operation", null));
        return name + SEPARATOR + call.attemptId();
    }

    private GenerateVideosConfig config(RenderCall call, FilmInputs inputs) {
        GenerateVideosConfig.Builder config = GenerateVideosConfig.builder()
                .numberOfVideos(1)
                .aspectRatio(call.aspectRatio())
                .resolution(call.tier())
                .httpOptions(GeminiConnection.call(call.attemptId(), timeout));
        if (!inputs.references().isEmpty()) {
            config.referenceImages(inputs.references());
        }
        if (call.seconds() != null) {
            config.durationSeconds(call.seconds());
        }
        if (call.negativePrompt() != null) {
            config.negativePrompt(call.negativePrompt());
        }
        // The Gemini API takes no seed, and the SDK refuses one there.
        if (call.seed() != null && connection.isVertex()) {
            config.seed(call.seed());
        }
        return config.build();
    }

    @Override
    public boolean canFind() {
        return false;
    }

    @Override
    public Optional<String> find(String batchKey) throws BatchException {
        throw new BatchException(
                FailureCode.INVALID_REQUEST,
                false,
                "operations are not listed, so " + batchKey + " is not found",
                null);
    }

    @Override
    public Progress poll(String id) throws BatchException {
        int end = id.lastIndexOf(SEPARATOR);
        if (end < 0) {
            throw new BatchException(
                    FailureCode.INTERNAL, false, "id " + id + " names no attempt after its " + SEPARATOR, null);
        }
        String name = id.substring(0, end);
        GetOperationConfig config = GetOperationConfig.builder()
                .httpOptions(GeminiConnection.call(name, timeout))
                .build();
        GenerateVideosOperation asked =
                GenerateVideosOperation.builder().name(name).build();
        GenerateVideosOperation operation =
                BatchCall.make(connection, false, client -> client.operations.getVideosOperation(asked, config));
        if (!operation.done().orElse(false)) {
            return new Progress.Pending();
        }
        return new Progress.Ended(Map.of(id.substring(end + 1), outcome(operation, name)));
    }

    private ProviderOutcome outcome(GenerateVideosOperation operation, String name) throws BatchException {
        Optional<Video> video = operation
                .response()
                .flatMap(response -> response.generatedVideos())
                .flatMap(videos -> videos.stream().findFirst())
                .flatMap(GeneratedVideo::video);
        return video.isPresent()
                ? new ProviderOutcome.Rendered(
                        bytes(video.get()), video.get().mimeType().orElse("video/mp4"), null, null, name)
                : VeoAnswer.withoutFilm(operation, name);
    }

    /// The film: in the answer on Vertex, a file to fetch on the Gemini API. Fetching again costs
    /// nothing.
    private byte[] bytes(Video video) throws BatchException {
        if (video.videoBytes().isPresent()) {
            return video.videoBytes().get();
        }
        DownloadFileConfig config = DownloadFileConfig.builder()
                .httpOptions(GeminiConnection.call("download", timeout))
                .build();
        return Downloads.read(path -> {
            Object _ = BatchCall.make(connection, false, client -> {
                client.files.download(video, path, config);
                return path;
            });
        });
    }
}
