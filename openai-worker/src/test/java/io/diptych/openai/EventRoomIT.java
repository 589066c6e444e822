package io.diptych.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.worker.provider.AnswerMemory;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Images of a stream wait in its socket until there is memory to read them in, and take none before they come.
@Timeout(60)
class EventRoomIT {
    private static final int ALL = 1_000;
    private static final byte[] LARGE = new byte[100_000];
    private static final String PARTIAL =
            event("image_generation.partial_image", "\"partial_image_index\":0,\"output_format\":\"png\"");
    private static final String COMPLETED = event("image_generation.completed", "\"output_format\":\"png\"");

    private final AnswerMemory memory = new AnswerMemory(ALL);
    private final List<Integer> shown = new CopyOnWriteArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private HttpServer server;
    private OpenAiConnection connection;
    private FutureTask<ProviderOutcome> call;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(PARTIAL.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                finished.await();
                exchange.getResponseBody().write(COMPLETED.getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        OpenAiProperties properties =
                Settings.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"), "sk-test");
        connection = new OpenAiConnection(properties);
        OpenAiImages images = new OpenAiImages(connection, properties, InstantSource.system(), memory);
        call = new FutureTask<>((Callable<ProviderOutcome>)
                () -> images.render(Inputs.call("a#0.1", Mode.GENERATE, (index, _, _) -> shown.add(index))));
    }

    @AfterEach
    void stop() {
        finished.countDown();
        connection.close();
        server.stop(0);
    }

    @Test
    void anImageWaitsForRoomAndGivesItBack() throws Exception {
        // Given
        finished.countDown();
        try (AnswerMemory.Room others = memory.room()) {
            others.take(ALL);
            Thread.startVirtualThread(call);
            await().until(() -> memory.waiting() == 1);
            assertThat(shown).isEmpty();
        }

        // When
        ProviderOutcome outcome = call.get(60, TimeUnit.SECONDS);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rendered.class, rendered -> assertThat(rendered.bytes()).isEqualTo(LARGE));
        assertThat(shown).containsExactly(0);
        assertThat(memory.<String>reading(ALL, () -> "there is room again")).isNotEmpty();
    }

    @Test
    void aStreamThatWaitsForItsNextImageLeavesTheRoomToOthers() throws Exception {
        // Given
        Thread.startVirtualThread(call);
        await().until(() -> shown.contains(0));

        // When
        String read = memory.reading(ALL, () -> "others read");

        // Then
        assertThat(read).isNotEmpty();
        assertThat(call.isDone()).isFalse();
        finished.countDown();
        assertThat(call.get(60, TimeUnit.SECONDS)).isInstanceOf(Rendered.class);
    }

    @Test
    void aStreamThatIsCutOffWhileItWaitsMayHaveBeenBilled() throws Exception {
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

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"b64_json\":\""
                + Base64.getEncoder().encodeToString(LARGE) + "\"," + fields + "}\n\n";
    }
}
