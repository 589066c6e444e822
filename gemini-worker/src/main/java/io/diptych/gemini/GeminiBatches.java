package io.diptych.gemini;

import com.google.genai.Client;
import com.google.genai.types.BatchJob;
import com.google.genai.types.BatchJobDestination;
import com.google.genai.types.BatchJobSource;
import com.google.genai.types.CancelBatchJobConfig;
import com.google.genai.types.CreateBatchJobConfig;
import com.google.genai.types.DownloadFileConfig;
import com.google.genai.types.File;
import com.google.genai.types.GetBatchJobConfig;
import com.google.genai.types.InlinedRequest;
import com.google.genai.types.JobState;
import com.google.genai.types.ListBatchJobsConfig;
import com.google.genai.types.UploadFileConfig;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The Gemini API's batch interface: small batches with their requests inline, large ones as a
/// file.
///
/// Our batch key is the batch's display name, and an attempt's id is the key of its item. An
/// answer carries all images
/// of a
/// batch at once, in memory: keep batches small (about 2 MB for each image of 1K).
final class GeminiBatches implements BatchProvider {
    /// A request without its words and images.
    private static final int REQUEST_BYTES = 1024;

    private static final int PAGE = 100;
    private static final int MOST_LISTED = 10_000;

    private final GeminiConnection connection;
    private final Duration timeout;
    private final long inlineBytes;
    private final GeminiProperties.@Nullable Thinking thinking;
    private final SubmittedOrders orders = new SubmittedOrders();

    GeminiBatches(GeminiConnection connection, GeminiProperties properties) {
        this.connection = connection;
        this.inlineBytes = properties.inlineBatch().toBytes();
        this.thinking = properties.thinking();
        this.timeout = properties.batchTimeout();
    }

    @Override
    public String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
        CreateBatchJobConfig config = CreateBatchJobConfig.builder()
                .displayName(batchKey)
                .httpOptions(GeminiConnection.call(batchKey, timeout))
                .build();
        if (connection.isVertex()) {
            throw new BatchException(
                    FailureCode.INVALID_REQUEST,
                    true,
                    "diptych.gemini.vertex is set, but batches on Vertex need buckets, which this worker does not have: take"
                            + " the model off the batch lane or serve it by the Gemini API",
                    null);
        }
        BatchJobSource source = sizeOf(calls) <= inlineBytes ? inline(calls) : uploaded(batchKey, calls);
        BatchJob job = call(true, client -> client.batches.create(model, source, config));
        String id = nameOf(job);
        orders.remember(id, calls.stream().map(RenderCall::attemptId).toList());
        return id;
    }

    /// Bytes of the requests, more or less: images travel as base64.
    private static long sizeOf(List<RenderCall> calls) {
        return calls.stream()
                .mapToLong(call -> REQUEST_BYTES
                        + call.prompt().length()
                        + call.references().stream()
                                .mapToLong(image -> image.bytes().length * 4L / 3 + 4)
                                .sum())
                .sum();
    }

    private BatchJobSource inline(List<RenderCall> calls) {
        return BatchJobSource.builder()
                .inlinedRequests(calls.stream().map(this::item).toList())
                .build();
    }

    /// The requests as a file of our own. A file that is not used after all costs nothing and
    /// goes by itself.
    private BatchJobSource uploaded(String batchKey, List<RenderCall> calls) throws BatchException {
        byte[] lines = BatchLines.of(calls, thinking);
        UploadFileConfig config = UploadFileConfig.builder()
                .displayName(batchKey)
                .mimeType("application/jsonl")
                .httpOptions(GeminiConnection.call(batchKey, timeout))
                .build();
        File file;
        try {
            file = call(false, client -> client.files.upload(lines, config));
        } catch (BatchException e) {
            // Whatever became of the file: no batch was made of it.
            throw BatchException.before(e, "upload: " + e.getMessage());
        }
        return BatchJobSource.builder()
                .fileName(file.name()
                        .orElseThrow(() -> new BatchException(
                                FailureCode.MALFORMED_RESPONSE, true, "the answer does not name the file", null)))
                .build();
    }

    private InlinedRequest item(RenderCall call) {
        return InlinedRequest.builder()
                .contents(ContentRequest.content(call))
                .config(ContentRequest.config(call, false, thinking).build())
                .metadata(Map.of(BatchAnswer.KEY, call.attemptId()))
                .build();
    }

    @Override
    public Optional<String> find(String batchKey) throws BatchException {
        ListBatchJobsConfig config = ListBatchJobsConfig.builder()
                .pageSize(PAGE)
                .httpOptions(GeminiConnection.call(batchKey, timeout))
                .build();
        Listing listing = call(false, client -> search(client, config, batchKey));
        if (listing.found.isPresent()) {
            return Optional.of(nameOf(listing.found.get()));
        }
        if (listing.isCutShort) {
            throw new BatchException(
                    FailureCode.INTERNAL,
                    false,
                    "batch '" + batchKey + "' is not among the newest " + MOST_LISTED + " batches, and there are more",
                    null);
        }
        return Optional.empty();
    }

    private static Listing search(Client client, ListBatchJobsConfig config, String batchKey) {
        int seen = 0;
        for (BatchJob job : client.batches.list(config)) {
            if (job.displayName().filter(batchKey::equals).isPresent()) {
                return new Listing(Optional.of(job), false);
            }
            if (++seen == MOST_LISTED) {
                return new Listing(Optional.empty(), true);
            }
        }
        return new Listing(Optional.empty(), false);
    }

    private record Listing(Optional<BatchJob> found, boolean isCutShort) {}

    @Override
    public Progress poll(String providerBatchId) throws BatchException {
        GetBatchJobConfig config = GetBatchJobConfig.builder()
                .httpOptions(GeminiConnection.call(providerBatchId, timeout))
                .build();
        BatchJob job = call(false, client -> client.batches.get(providerBatchId, config));
        return switch (job.state().map(JobState::knownEnum).orElse(JobState.Known.JOB_STATE_UNSPECIFIED)) {
            case JOB_STATE_UNSPECIFIED,
                    JOB_STATE_QUEUED,
                    JOB_STATE_PENDING,
                    JOB_STATE_RUNNING,
                    JOB_STATE_CANCELLING,
                    JOB_STATE_PAUSED,
                    JOB_STATE_UPDATING -> new Progress.Pending();
            case JOB_STATE_SUCCEEDED, JOB_STATE_PARTIALLY_SUCCEEDED -> ended(job, providerBatchId, true);
            case JOB_STATE_FAILED, JOB_STATE_CANCELLED, JOB_STATE_EXPIRED -> ended(job, providerBatchId, false);
        };
    }

    /// The results that the batch has. One that failed, was cancelled or expired usually has
    /// none: its attempts are
    /// absent
    /// from the outcomes, which says that they were not made and not billed.
    private Progress ended(BatchJob job, String id, boolean mustHaveResults) throws BatchException {
        Optional<String> file = job.dest().flatMap(BatchJobDestination::fileName);
        if (file.isPresent()) {
            return new Progress.Ended(BatchLines.read(download(file.get())));
        }
        var answers = job.dest().flatMap(BatchJobDestination::inlinedResponses);
        if (answers.isEmpty() && mustHaveResults) {
            throw new BatchException(
                    FailureCode.MALFORMED_RESPONSE,
                    false,
                    "batch " + id + " succeeded, but its answer holds no results",
                    null);
        }
        return new Progress.Ended(BatchAnswer.read(answers.orElse(List.of()), orders.of(id)));
    }

    /// The file's content, by way of a file: the SDK writes to a path.
    private byte[] download(String name) throws BatchException {
        DownloadFileConfig config = DownloadFileConfig.builder()
                .httpOptions(GeminiConnection.call(name, timeout))
                .build();
        return Downloads.read(path -> {
            Object _ = call(false, client -> {
                client.files.download(name, path, config);
                return path;
            });
        });
    }

    @Override
    public void cancel(String providerBatchId) throws BatchException {
        CancelBatchJobConfig config = CancelBatchJobConfig.builder()
                .httpOptions(GeminiConnection.call(providerBatchId, timeout))
                .build();
        Object _ = call(false, client -> {
            client.batches.cancel(providerBatchId, config);
            return providerBatchId;
        });
    }

    private static String nameOf(BatchJob job) throws BatchException {
        return job.name()
                .orElseThrow(() -> new BatchException(
                        FailureCode.MALFORMED_RESPONSE, false, "the answer does not name the batch", null));
    }

    /// @param submitting whether it is the call that hands a batch over: only its failure tells
    ///         that there is none
    private <T> T call(boolean submitting, Function<Client, T> work) throws BatchException {
        return BatchCall.make(connection, submitting, work);
    }
}
