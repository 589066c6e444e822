package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.worker.provider.AnswerMemory;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers wait in their sockets until there is memory to read them in.
class AnswerRoomIT {
    private static final int ALL = 1_000;

    private final AnswerMemory memory = new AnswerMemory(ALL);
    private Simulator simulator;
    private GeminiConnection connection;
    private FutureTask<ProviderOutcome> call;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().withSpeed(500));
        GeminiProperties properties = Calls.properties(simulator.baseUrl(), "simulated");
        connection = new GeminiConnection(properties);
        GeminiImages images = new GeminiImages(connection, properties, InstantSource.system(), memory);
        call = new FutureTask<>((Callable<ProviderOutcome>) () -> images.render(Calls.call("r1#0.1")));
    }

    @AfterEach
    void stop() {
        connection.close();
        simulator.close();
    }

    @Test
    void anAnswerWaitsForRoomAndGivesItBack() throws Exception {
        // Given
        try (AnswerMemory.Room others = memory.room()) {
            others.take(ALL);
            Thread.startVirtualThread(call);
            await().until(() -> memory.waiting() == 1);
            assertThat(call.isDone()).isFalse();
        }

        // When
        ProviderOutcome outcome = call.get(60, TimeUnit.SECONDS);

        // Then
        assertThat(outcome).isInstanceOf(Rendered.class);
        assertThat(memory.<String>reading(ALL, () -> "there is room again")).isNotEmpty();
    }

    @Test
    void aCallThatIsCutOffWhileItWaitsMayHaveBeenBilled() throws Exception {
        try (AnswerMemory.Room others = memory.room()) {
            // Given
            others.take(ALL);
            Thread waiting = Thread.startVirtualThread(call);
            await().until(() -> memory.waiting() == 1);

            // When
            waiting.interrupt();

            // Then
            assertThat(call.get(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed)
                                    .extracting(Failed::code, Failed::billing)
                                    .containsExactly(FailureCode.CANCELLED, Billing.UNKNOWN));
        }
    }
}
