package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.diptych.events.FailureCode;
import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.worker.provider.BatchException;
import io.diptych.worker.provider.BatchProvider.Progress;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.RenderCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The life of a film, on a clock that the test moves, on both of Google's endpoints.
class VeoOperationsIT {
    private static final String MODEL = "veo-3.1-generate-001";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults(), now::get);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"gemini", "express", "project"})
    void makesAFilmFromItsFirstFrame(String endpoint) throws BatchException {
        try (GeminiConnection connection = connection(endpoint)) {
            // Given
            VeoOperations veo = veo(connection);
            String id = veo.submit("b1", MODEL, List.of(film("f1#0.1", 4, "720p", "9:16")));
            Progress early = veo.poll(id);
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(10)));

            // When
            ProviderOutcome outcome = ended(veo, id);

            // Then
            assertThat(early).isEqualTo(new Progress.Pending());
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Rendered.class,
                            film -> assertThat(new String(film.bytes(), 4, 4, StandardCharsets.US_ASCII))
                                    .isEqualTo("ftyp"));
            assertThat(simulator.invoice().lines()).singleElement().satisfies(line -> {
                assertThat(line.purchase().clientRequestId()).isEqualTo("f1#0.1");
                assertThat(line.purchase().size()).isEqualTo("720x1280");
                assertThat(line.amountMicros()).isEqualTo(1_600_000L);
            });
        }
    }

    @Test
    void goesOnAfterARestartWithoutBuyingAgain() throws BatchException {
        // Given
        String id;
        try (GeminiConnection before = connection("gemini")) {
            id = veo(before).submit("b1", MODEL, List.of(film("f2#0.1", 8, "1080p", "16:9")));
        }
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(10)));

        // When
        try (GeminiConnection after = connection("gemini")) {
            ProviderOutcome outcome = ended(veo(after), id);

            // Then
            assertThat(outcome).isInstanceOf(Rendered.class);
            assertThat(simulator.invoice().lines())
                    .singleElement()
                    .extracting(InvoiceLine::amountMicros)
                    .isEqualTo(3_200_000L);
        }
    }

    @ParameterizedTest
    @CsvSource({"gemini,SUBJECT", "project,STYLE"})
    void showsWhatUpToThreeImagesShow(String endpoint, ReferenceRole second) throws BatchException {
        try (GeminiConnection connection = connection(endpoint)) {
            // Given
            List<InputImage> three = List.of(image(ReferenceRole.SUBJECT), image(second), image(ReferenceRole.SCENE));
            String id = veo(connection)
                    .submit(
                            "b1",
                            MODEL,
                            List.of(film("f6#0.1", 8, "720p", "16:9").withReferences(three)));
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(10)));

            // When
            ProviderOutcome outcome = ended(veo(connection), id);

            // Then
            assertThat(outcome).isInstanceOf(Rendered.class);
            assertThat(simulator.invoice().lines()).hasSize(1);
        }
    }

    @Test
    void refusesMoreThanAFilmTakes() {
        try (GeminiConnection connection = connection("gemini")) {
            InputImage some = image(ReferenceRole.SUBJECT);
            for (List<InputImage> tooMuch : List.of(
                    List.of(some, some, some, some),
                    List.of(image(ReferenceRole.FIRST_FRAME), some),
                    List.of(image(ReferenceRole.STYLE), some))) {
                RenderCall call = film("f7#0.1", 8, "720p", "16:9").withReferences(tooMuch);

                assertThatThrownBy(() -> veo(connection).submit("b1", MODEL, List.of(call)))
                        .isInstanceOfSatisfying(BatchException.class, e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.INVALID_REQUEST);
                            assertThat(e.surelyRefused()).isTrue();
                            assertThat(e).hasMessageContaining("references has");
                        });
            }
        }
    }

    @Test
    void refusesALengthThatTheModelDoesNotKnow() {
        try (GeminiConnection connection = connection("gemini")) {
            assertThatThrownBy(() -> veo(connection).submit("b1", MODEL, List.of(film("f5#0.1", 5, "720p", "16:9"))))
                    .isInstanceOfSatisfying(BatchException.class, e -> {
                        assertThat(e.code()).isEqualTo(FailureCode.INVALID_REQUEST);
                        assertThat(e.surelyRefused()).isTrue();
                    });
        }
    }

    private VeoOperations veo(GeminiConnection connection) {
        return new VeoOperations(connection, Calls.properties(simulator.baseUrl(), "simulated"));
    }

    private GeminiConnection connection(String endpoint) {
        GeminiProperties.@Nullable Vertex vertex = switch (endpoint) {
            case "express" -> new GeminiProperties.Vertex(null, "global");
            case "project" -> new GeminiProperties.Vertex("acme", "us-central1");
            default -> null;
        };
        return new GeminiConnection(
                Calls.properties(simulator.baseUrl(), "simulated").withVertex(vertex), VeoOperationsIT::credentials);
    }

    static GoogleCredentials credentials() {
        return GoogleCredentials.create(
                new AccessToken("ya29.simulated", Date.from(Instant.now().plus(Duration.ofHours(1)))));
    }

    private static ProviderOutcome ended(VeoOperations veo, String id) throws BatchException {
        return Objects.requireNonNull(
                ((Progress.Ended) veo.poll(id)).outcomes().values().iterator().next());
    }

    private static InputImage image(ReferenceRole role) {
        return new InputImage(role, Calls.picture(role.name()), "image/png", 8, 8);
    }

    private static RenderCall film(String attemptId, int seconds, String tier, String ratio) {
        byte[] still = Calls.picture("still");
        return new RenderCall(
                attemptId,
                MODEL,
                Mode.ANIMATE,
                "The kettle steams",
                tier,
                ratio,
                0,
                0,
                "video/mp4",
                false,
                seconds,
                null,
                "fast motion",
                List.of(new InputImage(ReferenceRole.FIRST_FRAME, still, "image/png", 8, 8)),
                null,
                PreviewSink.NONE);
    }
}
