package io.diptych.gemini;

import com.google.genai.Client;
import com.google.genai.types.BatchJob;
import com.google.genai.types.BatchJobDestination;
import com.google.genai.types.BatchJobSource;
import com.google.genai.types.CreateBatchJobConfig;
import com.google.genai.types.GetBatchJobConfig;
import com.google.genai.types.InlinedRequest;
import com.google.genai.types.JobState;
import com.google.genai.types.ListBatchJobsConfig;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The Gemini API's batch interface with inline requests.
///
/// Our batch key is the batch's display name, and an attempt's id is the key of its item. An answer carries all images
/// of a
/// batch at once, in memory: keep batches small (about 2 MB for each image of 1K).
final class GeminiBatches implements BatchProvider {
    private static final int PAGE = 100;
    private static final int MOST_LISTED = 10_000;

    private final GeminiConnection connection;
    private final Duration timeout;
    private final SubmittedOrders orders = new SubmittedOrders();

    GeminiBatches(GeminiConnection connection, GeminiProperties properties) {
        this.connection = connection;
        this.timeout = properties.batchTimeout();
    }

    @Override
    public String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
        CreateBatchJobConfig config = CreateBatchJobConfig.builder()
                .displayName(batchKey)
                .httpOptions(GeminiConnection.call(batchKey, timeout))
                .build();
        BatchJobSource source = BatchJobSource.builder()
                .inlinedRequests(calls.stream().map(GeminiBatches::item).toList())
                .build();
        BatchJob job = call(true, client -> client.batches.create(model, source, config));
        String id = nameOf(job);
        orders.remember(id, calls.stream().map(RenderCall::attemptId).toList());
        return id;
    }

    private static InlinedRequest item(RenderCall call) {
        return InlinedRequest.builder()
                .contents(ContentRequest.content(call))
                .config(ContentRequest.config(call).build())
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

    /// The results that the batch has. One that failed, was cancelled or expired usually has none: its attempts are
    /// absent
    /// from the outcomes, which says that they were not made and not billed.
    private Progress ended(BatchJob job, String id, boolean mustHaveResults) throws BatchException {
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

    private static String nameOf(BatchJob job) throws BatchException {
        return job.name()
                .orElseThrow(() -> new BatchException(
                        FailureCode.MALFORMED_RESPONSE, false, "the answer does not name the batch", null));
    }

    /// @param submitting whether it is the call that hands a batch over: only its failure tells that there is none
    private <T> T call(boolean submitting, Function<Client, T> work) throws BatchException {
        Optional<Client> client = connection.client();
        if (client.isEmpty()) {
            throw new BatchException(FailureCode.NOT_CONFIGURED, submitting, GeminiImages.NO_KEY, null);
        }
        Exchange exchange = new Exchange();
        try {
            return exchange.run(() -> work.apply(client.get()));
        } catch (RuntimeException e) {
            Failed failed = BrokenAnswers.failed(e, exchange);
            boolean surelyRefused = submitting && failed.billing() == Billing.NOT_BILLED;
            throw new BatchException(failed.code(), surelyRefused, failed.message(), e);
        }
    }
}
