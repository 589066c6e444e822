package io.diptych.worker.pump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FairChoiceTest {
    @Test
    void givesTenantsTurns() {
        assertThat(order(Map.of(), job("big", true), job("big", true), job("big", true), job("small", true)))
                .containsExactly("big", "small", "big", "big");
    }

    @Test
    void countsTheSlotsThatATenantUsesAlready() {
        assertThat(order(Map.of("big", 5), job("big", true), job("small", true), job("small", true)))
                .containsExactly("small", "small", "big");
    }

    @Test
    void takesFirstWhatACallerWaitsFor() {
        assertThat(order(Map.of("live", 9), job("bulk", false), job("live", true)))
                .containsExactly("live", "bulk");
    }

    private static List<String> order(Map<String, Integer> busy, Waiting... jobs) {
        FairChoice choice = new FairChoice(
                busy,
                job -> {
                    throw new AssertionError("job is known: " + job.card());
                },
                List.of(jobs));
        List<String> order = new ArrayList<>();
        for (Waiting next = choice.next(); next != null; next = choice.next()) {
            Waiting.Card card = Objects.requireNonNull(next.card());
            choice.claimed(card.tenant());
            order.add(card.tenant());
        }
        return order;
    }

    private static long arrivals;

    private static Waiting job(String tenant, boolean isInteractive) {
        Waiting job = new Waiting(new ConsumerRecord<>("jobs", 0, arrivals, new byte[0], new byte[0]), arrivals++);
        job.card(new Waiting.Card(tenant, isInteractive));
        return job;
    }
}
