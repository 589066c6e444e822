package io.diptych.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.GenerationRequest;
import io.diptych.events.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"dual, 1020, 36.10", "gpt, 920, 19.30", "nano, 920, 45.82"})
    void asksForWhatTheArticleCounts(String name, int images, BigDecimal usd) {
        Plan plan = Plan.named(name);

        List<GenerationRequest> requests = new PlanRequests(plan, "c").of(Sku.first(Plan.ARTICLE_SKUS), NOW);

        assertThat(imagesOf(requests)).isEqualTo(images);
        assertThat(plan.articleTotalUsd()).isEqualByComparingTo(usd);
        assertThat(plan.stages().stream()
                        .map(stage -> stage.article().costUsd())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(usd);
    }

    @Test
    void countsEachStageAsTheArticleDoes() {
        Plan plan = Plan.named("dual");

        Map<Stage, Integer> images = new PlanRequests(plan, "c")
                .of(Sku.first(Plan.ARTICLE_SKUS), NOW).stream()
                        .collect(Collectors.toMap(
                                request -> request.getPurpose().getStage(),
                                request -> request.getOutput().getCount(),
                                Integer::sum));

        plan.stages()
                .forEach(stage -> assertThat(images)
                        .containsEntry(stage.stage(), stage.article().images()));
    }

    @Test
    void givesEveryRequestAnIdOfItsOwn() {
        List<GenerationRequest> requests = new PlanRequests(Plan.named("dual"), "c").of(Sku.first(10), NOW);

        assertThat(requests).extracting(GenerationRequest::getRequestId).doesNotHaveDuplicates();
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.getRequestId()).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void namesThePlansThereAre() {
        assertThatThrownBy(() -> Plan.named("triple")).hasMessage("plan is 'triple', must be one of dual, gpt, nano");
    }

    @Test
    void hasAHundredArticles() {
        assertThat(Sku.first(100)).extracting(Sku::id).doesNotHaveDuplicates().hasSize(100);
        assertThatThrownBy(() -> Sku.first(101)).hasMessage("skus is 101, must be within 1..100");
    }

    private static int imagesOf(List<GenerationRequest> requests) {
        return requests.stream()
                .mapToInt(request -> request.getOutput().getCount())
                .sum();
    }
}
