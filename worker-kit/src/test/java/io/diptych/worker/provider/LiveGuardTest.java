package io.diptych.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.catalog.Catalog;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.events.ReferenceRole;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    /// A square image of `gpt-image-2` at high quality costs 0.211 USD, its prompt next to nothing.
    private static final RenderCall CALL =
            RenderCall.generate("r#0.1", "gpt-image-2", "a kettle", "high", "1:1", 1024, 1024, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost/v1",
                "http://LOCALHOST",
                "http://[::1]:80/",
                "http://127.9.8.7"
            })
    void lettingCallsToThisMachineNeedsNoLeave(String endpoint) {
        assertThatCode(() -> guard(false, "0").admit("key", URI.create(endpoint)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://10.0.0.1",
                "http://[2001:db8::1]/",
                "file:/tmp/x"
            })
    void refusesOtherEndpointsWithoutLeave(String endpoint) {
        for (LiveGuard guard : List.of(guard(false, "0"), guard(true, "0"), guard(false, "5"))) {
            assertThatThrownBy(() -> guard.admit("diptych.openai.base-url", URI.create(endpoint)))
                    .isInstanceOf(EndpointRefusedException.class)
                    .hasMessageContaining("diptych.openai.base-url is " + endpoint)
                    .hasMessageContaining("diptych.live=true")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void admitsOtherEndpointsWithLeaveAndACap() {
        assertThatCode(() -> guard(true, "5").admit("key", URI.create("https://api.openai.com/v1")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesCallsOnceTheCapIsUsedUp() {
        // Given
        FakeImages images = new FakeImages(_ -> rendered());
        ImageProvider capped = guard(true, "0.45").capped(images);

        // When
        List<ProviderOutcome> outcomes =
                List.of(capped.render(CALL), capped.render(CALL), capped.render(CALL), capped.render(CALL));

        // Then
        assertThat(images.calls).hasSize(2);
        assertThat(outcomes.subList(0, 2)).allMatch(Rendered.class::isInstance);
        assertThat(outcomes.subList(2, 4))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
                    assertThat(failed.billing()).isEqualTo(Billing.NOT_BILLED);
                    assertThat(failed.message()).contains("diptych.max-spend is 0.450000 USD");
                }));
    }

    @Test
    void givesBackWhatWasSurelyNotBilled() {
        // Given
        FakeImages images = new FakeImages(_ -> Failed.unbilled(FailureCode.UNAVAILABLE, "503"));
        ImageProvider capped = guard(true, "0.25").capped(images);

        // When
        capped.render(CALL);
        capped.render(CALL);
        capped.render(CALL);

        // Then
        assertThat(images.calls).hasSize(3);
    }

    @Test
    void countsInputImages() {
        // Given: one image costs at most 0.2161, sixteen input images make that more than 0.25
        FakeImages images = new FakeImages(_ -> rendered());
        InputImage input = new InputImage(ReferenceRole.SUBJECT, new byte[] {1}, "image/png", 1024, 1024);

        // When
        ProviderOutcome outcome =
                guard(true, "0.25").capped(images).render(CALL.withReferences(Collections.nCopies(16, input)));

        // Then
        assertThat(images.calls).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("the call may cost"));
    }

    @Test
    void countsUnfinishedImagesAndGivesBackWhatThatWasTooMuch() {
        // Given: one image costs at most 0.2108, three unfinished ones 0.009 more
        Usage counted = new Usage(3L, 0L, 0L, 0L, 0L, 6_500L);
        FakeImages images = new FakeImages(_ -> new Rendered(new byte[] {1}, "image/png", counted, null, null));
        images.unfinished = 2;

        // When
        ImageProvider tight = guard(true, "0.215").capped(images);
        ProviderOutcome refused = tight.render(CALL);
        ImageProvider capped = guard(true, "0.43").capped(images);
        List<ProviderOutcome> outcomes = List.of(capped.render(CALL), capped.render(CALL));

        // Then
        assertThat(refused).isInstanceOf(Failed.class);
        assertThat(outcomes).hasOnlyElementsOfType(Rendered.class);
    }

    @Test
    void keepsWhatMayHaveBeenBilled() {
        // Given
        FakeImages images =
                new FakeImages(_ -> new Failed(FailureCode.TIMEOUT, Billing.UNKNOWN, "no answer", null, null, null));
        ImageProvider capped = guard(true, "0.25").capped(images);

        // When
        capped.render(CALL);
        capped.render(CALL);

        // Then
        assertThat(images.calls).hasSize(1);
    }

    @Test
    void refusesWhatHasNoPrice() {
        // Given
        FakeImages images = new FakeImages(_ -> rendered());
        ImageProvider capped = guard(true, "100").capped(images);

        // When
        ProviderOutcome outcome =
                capped.render(RenderCall.generate("r#0.1", "no-such-model", "a", "high", "1:1", 1024, 1024, null));

        // Then
        assertThat(images.calls).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("no price"));
    }

    @Test
    void imagesAndBatchesShareOneCap() throws BatchException {
        // Given
        FakeImages images = new FakeImages(_ -> rendered());
        FakeBatches batches = new FakeBatches();
        LiveGuard.Capped capped = guard(true, "0.40").capped(images, batches);

        // When
        capped.images().render(CALL);
        capped.batches().submit("b1", "gpt-image-2", List.of(CALL));

        // Then
        assertThatThrownBy(() -> capped.batches().submit("b2", "gpt-image-2", List.of(CALL)))
                .isInstanceOfSatisfying(BatchException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.QUOTA_EXHAUSTED);
                    assertThat(e.surelyRefused()).isTrue();
                });
        assertThat(batches.keys).containsExactly("b1");
    }

    @Test
    void leavesSimulatedCallsAlone() {
        FakeImages images = new FakeImages(_ -> rendered());

        assertThat(guard(false, "0").capped(images)).isSameAs(images);
    }

    private static LiveGuard guard(boolean live, String maxSpend) {
        return new LiveGuard(
                new LiveProperties(live, new BigDecimal(maxSpend)),
                () -> Catalog.load().priceBook("official"),
                () -> NOW);
    }

    private static ProviderOutcome rendered() {
        return new Rendered(new byte[] {1}, "image/png", null, null, null);
    }

    private static final class FakeImages implements ImageProvider {
        private final List<RenderCall> calls = new ArrayList<>();
        private final Function<RenderCall, ProviderOutcome> answer;

        private int unfinished;

        private FakeImages(Function<RenderCall, ProviderOutcome> answer) {
            this.answer = answer;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public int unfinishedImages(RenderCall call) {
            return unfinished;
        }

        @Override
        public ProviderOutcome render(RenderCall call) {
            calls.add(call);
            return answer.apply(call);
        }
    }

    private static final class FakeBatches implements BatchProvider {
        private final List<String> keys = new ArrayList<>();

        @Override
        public String submit(String batchKey, String model, List<RenderCall> calls) {
            keys.add(batchKey);
            return "batches/" + batchKey;
        }

        @Override
        public Optional<String> find(String batchKey) {
            return Optional.empty();
        }

        @Override
        public Progress poll(String providerBatchId) {
            return new Progress.Pending();
        }
    }
}
