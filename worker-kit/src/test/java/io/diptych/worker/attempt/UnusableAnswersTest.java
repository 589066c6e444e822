package io.diptych.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Pictures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of bytes that a provider charges for.
class UnusableAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    static {
        TrustedEvents.install();
    }

    private final FakeAssets assets = new FakeAssets();
    private final ImageKeeper keeper = new ImageKeeper(assets, () -> NOW);

    @Test
    void areAnImageOfTheirOwnTypeAndSize() {
        Receipt receipt = keep(Pictures.picture("cup", "jpeg"));

        assertThat(receipt.problem()).isNull();
        assertThat(Optional.ofNullable(receipt.image()).orElseThrow().asset())
                .extracting("mediaType", "width", "height")
                .containsExactly("image/jpeg", 8, 6);
    }

    static Stream<Arguments> unusable() {
        byte[] png = Pictures.picture("cup", "png");
        byte[] jpeg = Pictures.picture("cup", "jpeg");
        byte[] page = "<html><body>busy</body></html>".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of(new byte[0], FailureCode.EMPTY_RESPONSE, "provider sent an image of 0 bytes"),
                Arguments.of(
                        page,
                        FailureCode.MALFORMED_RESPONSE,
                        "provider sent 30 bytes as image/png, which no image reader knows"),
                Arguments.of(
                        Arrays.copyOf(png, png.length - 1),
                        FailureCode.MALFORMED_RESPONSE,
                        "bytes of image/png, which break off before the end of the image"),
                Arguments.of(
                        Arrays.copyOf(jpeg, jpeg.length - 2),
                        FailureCode.MALFORMED_RESPONSE,
                        "bytes of image/jpeg, which break off before the end of the image"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void areBilledAndNoImageWhereNobodyCanUseThem(byte[] bytes, FailureCode code, String message) {
        Receipt receipt = keep(bytes);

        assertThat(receipt.billing()).isEqualTo(Billing.BILLED);
        assertThat(receipt.usage()).isEqualTo(Pictures.USAGE);
        assertThat(receipt.image()).isNull();
        assertThat(receipt.problem()).isNotNull().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message()).contains(message);
        });
        assertThat(assets.receiptNames()).containsExactly("r#0.1");
    }

    private Receipt keep(byte[] bytes) {
        Claim claim = new Claim(Jobs.job("r", "m"), 0, "w", NOW, NOW.plusSeconds(60), null, new RecordHeaders());
        Rendered rendered = new Rendered(bytes, "image/png", Pictures.USAGE, "fake-2026-11", "call-1");
        return keeper.keep(claim, new Answer(rendered, 1, NOW, 10, null), NOW.plusSeconds(10));
    }
}
