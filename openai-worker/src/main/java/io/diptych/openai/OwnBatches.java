package io.diptych.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchListPage;
import com.openai.models.batches.BatchListParams;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which of the provider's batches are ours: their metadata say so.
final class OwnBatches {
    private static final String KEY = "diptych_batch";
    private static final String PART = "diptych_part";
    private static final String PARTS = "diptych_parts";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;

    private OwnBatches() {}

    /// Something that is asked of the provider.
    @FunctionalInterface
    interface Question<T> {
        T ask(OpenAIClient client, RequestOptions options);
    }

    /// Who asks.
    @FunctionalInterface
    interface Asker {
        <T> T ask(Question<T> question) throws BatchException;
    }

    /// What the provider has of a batch of ours.
    ///
    /// @param ids   the provider's ids by part, the first part first
    /// @param parts how many parts there are; 0 if the provider has none of them
    record Found(Map<Integer, String> ids, int parts) {
        boolean isComplete() {
            return parts > 0 && ids.size() == parts;
        }
    }

    static BatchCreateParams.Metadata metadata(String batchKey, int part, int parts) {
        return BatchCreateParams.Metadata.builder()
                .putAdditionalProperty(KEY, JsonValue.from(batchKey))
                .putAdditionalProperty(PART, JsonValue.from(Integer.toString(part)))
                .putAdditionalProperty(PARTS, JsonValue.from(Integer.toString(parts)))
                .build();
    }

    /// Looks through the provider's batches, newest first.
    ///
    /// @throws BatchException if the provider does not answer, or there are too many to look through
    static Found search(Asker asker, String batchKey) throws BatchException {
        Map<Integer, String> ids = new TreeMap<>();
        int parts = 0;
        BatchListParams params = BatchListParams.builder().limit(PAGE).build();
        for (int i = 0; i < MOST_PAGES; i++) {
            BatchListParams asked = params;
            BatchListPage page = asker.ask((client, options) -> client.batches().list(asked, options));
            for (Batch batch : page.data()) {
                if (text(batch, KEY).filter(batchKey::equals).isPresent()) {
                    parts = number(batch, PARTS);
                    var _ = ids.putIfAbsent(number(batch, PART), batch.id());
                }
            }
            Found found = new Found(ids, parts);
            if (found.isComplete() || page.data().isEmpty() || !page.hasMore().orElse(false)) {
                return found;
            }
            params = asked.toBuilder().after(page.data().getLast().id()).build();
        }
        throw new BatchException(
                FailureCode.INTERNAL,
                false,
                "batch '" + batchKey + "' is not among the newest " + PAGE * MOST_PAGES
                        + " batches, and there are more",
                null);
    }

    private static int number(Batch batch, String name) {
        return text(batch, name).map(Integer::parseInt).orElse(1);
    }

    private static Optional<String> text(Batch batch, String name) {
        return batch.metadata()
                .<JsonField<?>>map(metadata -> metadata._allProperties().get(name))
                .flatMap(JsonField::asString);
    }
}
