package io.diptych.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.MultipartField;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponse;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCancelParams;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchRetrieveParams;
import com.openai.models.files.FileContentParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider;
import io.diptych.worker.provider.ClientRequestId;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// OpenAI's batch interface: files of lines in, files of lines out.
///
/// A batch there is of one endpoint, so one of ours that has generations and edits becomes two: their ids are joined by
/// a comma. Our batch key stands in the metadata of each, with which part of how many it is.
final class OpenAiBatches implements BatchProvider {
    private static final String SEPARATOR = ",";
    private static final String FILE_NAME = "batch.jsonl";

    private final OpenAiConnection connection;
    private final OpenAiProperties properties;
    private final BatchFile file;
    private final InstantSource clock;

    OpenAiBatches(OpenAiConnection connection, OpenAiProperties properties, InstantSource clock) {
        this.connection = connection;
        this.properties = properties;
        this.file = new BatchFile(properties);
        this.clock = clock;
    }

    /// Lines of one endpoint.
    private record Part(int number, BatchCreateParams.Endpoint endpoint, List<RenderCall> calls) {}

    private static List<Part> parts(List<RenderCall> calls) {
        List<RenderCall> fromText =
                calls.stream().filter(call -> call.images().isEmpty()).toList();
        List<RenderCall> fromImages =
                calls.stream().filter(call -> !call.images().isEmpty()).toList();
        List<Part> parts = new ArrayList<>();
        if (!fromText.isEmpty()) {
            parts.add(new Part(1, BatchCreateParams.Endpoint.V1_IMAGES_GENERATIONS, fromText));
        }
        if (!fromImages.isEmpty()) {
            parts.add(new Part(parts.size() + 1, BatchCreateParams.Endpoint.V1_IMAGES_EDITS, fromImages));
        }
        return parts;
    }

    @Override
    public String submit(String batchKey, String model, List<RenderCall> calls) throws BatchException {
        List<Part> parts = parts(calls);
        Map<Integer, String> ids = new LinkedHashMap<>();
        if (parts.size() > 1) {
            ids.putAll(OwnBatches.search(this::ask, batchKey).ids());
        }
        for (Part part : parts) {
            if (ids.containsKey(part.number())) {
                continue;
            }
            try {
                ids.put(part.number(), submit(batchKey, part, parts.size()));
            } catch (BatchException e) {
                endIfAlone(e, ids);
            }
        }
        return String.join(SEPARATOR, ids.values());
    }

    /// A part that is refused for good goes without: its calls are in no answer, so they were not made. Any other
    /// failure is tried again; it is not a sure refusal of the whole while the provider has another part.
    private static void endIfAlone(BatchException failure, Map<Integer, String> others) throws BatchException {
        if (others.isEmpty()) {
            throw failure;
        }
        if (!failure.surelyRefused() || io.diptych.worker.attempt.FailureTable.isRetryable(failure.code())) {
            throw new BatchException(
                    failure.code(),
                    false,
                    String.valueOf(failure.getMessage()),
                    failure,
                    failure.retryAfter().orElse(null));
        }
    }

    /// @throws BatchException surely refused if it failed before the provider was asked to make a batch of the file
    private String submit(String batchKey, Part part, int parts) throws BatchException {
        byte[] lines = file.write(part.endpoint().asString(), part.calls());
        String fileId;
        try {
            fileId = ask((client, options) -> upload(client, options, batchKey, lines));
        } catch (BatchException e) {
            throw BatchException.before(e, String.valueOf(e.getMessage()));
        }
        BatchCreateParams params = BatchCreateParams.builder()
                .inputFileId(fileId)
                .endpoint(part.endpoint())
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .metadata(OwnBatches.metadata(batchKey, part.number(), parts))
                .putAdditionalHeader(ClientRequestId.HEADER, ClientRequestId.of(batchKey))
                .build();
        return ask((client, options) -> client.batches().create(params, options))
                .id();
    }

    private static String upload(OpenAIClient client, RequestOptions options, String batchKey, byte[] lines) {
        return client.files()
                .create(
                        FileCreateParams.builder()
                                .file(MultipartField.<InputStream>builder()
                                        .value(new ByteArrayInputStream(lines))
                                        .filename(FILE_NAME)
                                        .contentType("application/jsonl")
                                        .build())
                                .purpose(FilePurpose.BATCH)
                                .putAdditionalHeader(ClientRequestId.HEADER, ClientRequestId.of(batchKey))
                                .build(),
                        options)
                .id();
    }

    @Override
    public Optional<String> find(String batchKey) throws BatchException {
        OwnBatches.Found found = OwnBatches.search(this::ask, batchKey);
        return found.isComplete()
                ? Optional.of(String.join(SEPARATOR, found.ids().values()))
                : Optional.empty();
    }

    @Override
    public Progress poll(String providerBatchId) throws BatchException {
        List<Batch> batches = new ArrayList<>();
        for (String id : providerBatchId.split(SEPARATOR, -1)) {
            Batch batch = ask((client, options) -> client.batches()
                    .retrieve(BatchRetrieveParams.builder().batchId(id).build(), options));
            if (!hasEnded(batch)) {
                return new Progress.Pending();
            }
            batches.add(batch);
        }
        Map<String, ProviderOutcome> outcomes = new LinkedHashMap<>();
        for (Batch batch : batches) {
            outcomes.putAll(outcomes(batch));
        }
        return new Progress.Ended(outcomes);
    }

    /// Asks the provider to stop. What is made by then is delivered and charged; a batch that has ended is left as it
    /// is.
    @Override
    public void cancel(String providerBatchId) throws BatchException {
        for (String id : providerBatchId.split(SEPARATOR, -1)) {
            var _ = ask((client, options) -> client.batches()
                    .cancel(BatchCancelParams.builder().batchId(id).build(), options));
        }
    }

    private static boolean hasEnded(Batch batch) {
        return switch (batch.status().value()) {
            case FAILED, COMPLETED, EXPIRED, CANCELLED -> true;
            case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING, _UNKNOWN -> false;
        };
    }

    /// What the files of an ended batch say. A line that is in neither was not made and not billed.
    private Map<String, ProviderOutcome> outcomes(Batch batch) throws BatchException {
        Optional<String> output = batch.outputFileId();
        Optional<String> errors = batch.errorFileId();
        boolean lost = batch.status().value() == Batch.Status.Value.COMPLETED
                && output.isEmpty()
                && errors.isEmpty()
                && batch.requestCounts().map(counts -> counts.total() > 0).orElse(true);
        if (lost) {
            throw new BatchException(
                    FailureCode.MALFORMED_RESPONSE,
                    false,
                    "batch " + batch.id() + " is completed, but names neither an output nor an error file",
                    null);
        }
        boolean fromText = batch.endpoint().equals(BatchCreateParams.Endpoint.V1_IMAGES_GENERATIONS.asString());
        Map<String, ProviderOutcome> outcomes = new LinkedHashMap<>();
        for (Optional<String> file : List.of(errors, output)) {
            if (file.isPresent()) {
                outcomes.putAll(ask((client, options) -> lines(client, options, file.get(), fromText)));
            }
        }
        return outcomes;
    }

    private static Map<String, ProviderOutcome> lines(
            OpenAIClient client, RequestOptions options, String fileId, boolean fromText) {
        try (HttpResponse content = client.files()
                .content(FileContentParams.builder().fileId(fileId).build(), options)) {
            return BatchLines.read(content.body(), fromText);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T ask(OwnBatches.Question<T> question) throws BatchException {
        Optional<OpenAIClient> client = connection.client();
        if (client.isEmpty()) {
            throw new BatchException(FailureCode.NOT_CONFIGURED, true, OpenAiImages.NO_KEY, null);
        }
        RequestOptions options = OpenAiImages.options(properties.batchTimeout(), properties.connectTimeout());
        Exchange exchange = new Exchange();
        try {
            return exchange.run(() -> question.ask(client.get(), options));
        } catch (RuntimeException e) {
            Failed failed = BrokenAnswers.failed(e, exchange, clock);
            throw new BatchException(
                    failed.code(), failed.billing() == Billing.NOT_BILLED, failed.message(), e, failed.retryAfter());
        }
    }
}
