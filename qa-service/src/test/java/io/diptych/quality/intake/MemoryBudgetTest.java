package io.diptych.quality.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void givesBackWhatWasHeld() throws InterruptedException {
        MemoryBudget budget = new MemoryBudget(4 * MEGABYTE);

        budget.claim(3 * MEGABYTE).close();

        assertThat(budget.freeBytes()).isEqualTo(4 * MEGABYTE);
    }

    @Test
    void makesAClaimWaitUntilThereIsRoom() throws InterruptedException {
        // Given
        MemoryBudget budget = new MemoryBudget(4 * MEGABYTE);
        MemoryBudget.Claim first = budget.claim(3 * MEGABYTE);
        Thread second = Thread.ofVirtual().start(() -> {
            try {
                budget.claim(2 * MEGABYTE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);

        // When
        first.close();

        // Then
        Awaitility.await().until(() -> budget.freeBytes() == 2 * MEGABYTE);
    }

    @Test
    void countsAClaimBeyondTheBudgetAsAllOfIt() throws InterruptedException {
        MemoryBudget budget = new MemoryBudget(MEGABYTE);

        try (MemoryBudget.Claim _ = budget.claim(1000 * MEGABYTE)) {
            assertThat(budget.freeBytes()).isZero();
        }
    }
}
