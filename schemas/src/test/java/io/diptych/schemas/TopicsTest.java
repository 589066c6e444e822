package io.diptych.schemas;

import static io.diptych.schemas.Cleanup.COMPACT;
import static io.diptych.schemas.Cleanup.COMPACT_AND_DELETE;
import static io.diptych.schemas.Cleanup.DELETE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final Map<String, Topic<?>> TOPICS =
            new Topics("").all(List.of("m")).stream().collect(Collectors.toMap(Topic::name, Function.identity()));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "image.requests,      requestId,  GenerationRequest, 6,  7,   DELETE",
        "image.jobs.m,        jobId,      GenerationJob,     12, 3,   DELETE",
        "image.jobs.m.batch,  jobId,      GenerationJob,     3,  3,   DELETE",
        "image.attempts.m,    attemptId,  AttemptRecord,     12, 30,  COMPACT_AND_DELETE",
        "image.results,       jobId,      GenerationResult,  6,  7,   DELETE",
        "image.verdicts,      jobId,      QualityVerdict,    6,  30,  DELETE",
        "image.escalations,   jobId,      Escalation,        6,  7,   DELETE",
        "image.outcomes,      jobId,      JobOutcome,        6,  30,  COMPACT_AND_DELETE",
        "image.cancellations, requestId,  Cancellation,      6,  7,   DELETE",
        "image.feedback,      jobId,      FeedbackSignal,    6,  90,  DELETE",
        "routing.decisions,   jobId,      RoutingDecision,   6,  30,  DELETE",
        "routing.policies,    name,       RoutingPolicy,     1,  30,  COMPACT",
        "routing.tenants,     tenant,     TenantTurn,        6,  7,   DELETE",
        "routing.repeats,     jobId,      RepeatedRequest,   6,  7,   DELETE",
        "provider.health,     model,      ProviderHealth,    1,  30,  COMPACT",
        "provider.batches,    batchKey,   ProviderBatch,    12,  30,  COMPACT_AND_DELETE",
        "review.tasks,        taskId,     ReviewTask,        1,  90,  COMPACT",
        "review.decisions,    taskId,     ReviewDecision,    1,  90,  DELETE",
        "quality.thresholds,  profile,    AcceptThreshold,   1,  400, COMPACT",
        "image.feedback.counts, model|rule|template, FeedbackCount, 6, 400, COMPACT",
        "cost.entries,        attemptId,  CostEntry,         6,  400, DELETE",
        "cost.rollups,        dimensions and window, CostRollup, 6, 400, COMPACT",
        "cost.settlements,    jobId,      Settlement,        6,  7,   DELETE",
        "cost.alerts,         alertId,    CostAlert,         1,  90,  DELETE",
        "cost.budgets,        tenant,     BudgetStatus,      1,  400, COMPACT",
        "pipeline.campaigns,  campaignId, CampaignCommand,   1,  30,  DELETE",
        "pipeline.progress,   campaignId/sku, CampaignProgress, 1, 30, COMPACT"
    })
    void isAsTheContractSays(String name, String key, String value, int partitions, int days, Cleanup cleanup) {
        assertThat(TOPICS).containsKey(name);
        Topic<?> topic = requireNonNull(TOPICS.get(name));

        assertThat(topic.keyName()).isEqualTo(key);
        assertThat(topic.valueType().getSimpleName()).isEqualTo(value);
        assertThat(topic.partitions()).isEqualTo(partitions);
        assertThat(topic.retention()).isEqualTo(Duration.ofDays(days));
        assertThat(topic.cleanup()).isEqualTo(cleanup);
        assertThat(topic.writtenBy()).isNotEmpty();
        assertThat(topic.readBy()).isNotEmpty();
    }

    @Test
    void forgetsPreviewsAfterAnHour() {
        Topic<?> previews = new Topics("").previews();

        assertThat(previews.name()).isEqualTo("image.previews");
        assertThat(previews.retention()).isEqualTo(Duration.ofHours(1));
        assertThat(previews.cleanup()).isEqualTo(DELETE);
    }

    @Test
    void hasNoTopicThatTheContractDoesNotName() {
        assertThat(TOPICS).hasSize(28);
    }

    @Test
    void compactsExactlyWhatIsState() {
        assertThat(TOPICS.values())
                .filteredOn(topic -> topic.cleanup() != DELETE)
                .allSatisfy(topic -> assertThat(topic.cleanup()).isIn(COMPACT, COMPACT_AND_DELETE))
                .hasSize(11);
    }

    @Test
    void namesEveryTopicOnce() {
        List<Topic<?>> all = new Topics("").all(List.of("a", "b"));

        assertThat(all).extracting(Topic::name).doesNotHaveDuplicates();
        assertThat(all).extracting(Topic::deadLetters).doesNotHaveDuplicates();
    }

    @Test
    void putsThePrefixBeforeEveryName() {
        List<Topic<?>> all = new Topics("staging.").all(List.of("m"));

        assertThat(all).hasSize(28).allSatisfy(topic -> {
            assertThat(topic.name()).startsWith("staging.");
            assertThat(topic.subject()).isEqualTo(topic.name() + "-value");
            assertThat(topic.deadLetters()).isEqualTo(topic.name() + ".dlt");
            assertThat(TOPICS).containsKey(topic.name().substring("staging.".length()));
        });
    }

    @Test
    void givesClaimsThePartitionsOfTheirJobs() {
        Topics topics = new Topics("");

        assertThat(topics.attempts("m").partitions()).isEqualTo(topics.jobs("m").partitions());
        assertThat(topics.batches().partitions()).isEqualTo(topics.jobs("m").partitions());
    }

    @Test
    void givesRepeatsThePartitionsOfTheOutcomesThatAnswerThem() {
        Topics topics = new Topics("");

        assertThat(topics.repeats().partitions()).isEqualTo(topics.outcomes().partitions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "ä", "a\n"})
    void refusesAPrefixThatKafkaWould(String prefix) {
        assertThatThrownBy(() -> new Topics(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topic prefix is '" + prefix + "', may have letters, digits, '.', '_' and '-' only");
    }
}
