package io.diptych.cost;

import io.diptych.events.AssetRef;
import io.diptych.events.Billing;
import io.diptych.events.BudgetStatus;
import io.diptych.events.Context;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Stage;
import io.diptych.platform.assets.AssetStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.imageio.ImageIO;

/// A tenant's day on a dashboard: three images, one of them at the second attempt, a failure and something unknown.
final class BoardEvents {
    private final CostStack stack;
    private final String tenant;
    private final Instant now;
    private final AssetRef image;

    BoardEvents(CostStack stack, String tenant, Instant now) {
        this.stack = stack;
        this.tenant = tenant;
        this.now = now;
        this.image = stack.bean(AssetStore.class).put(png(640, 320), "image/png", 640, 320);
    }

    void publish() {
        stack.events().send(stack.topics().budgets(), budget());
        GenerationResult first = send(result(tenant + "-1", 1, "medium").build());
        GenerationResult second = send(result(tenant + "-2", 2, "high").build());
        stack.events().send(stack.topics().outcomes(), TestEvents.delivered(first));
        stack.events().send(stack.topics().outcomes(), TestEvents.delivered(second));
        stack.events()
                .send(
                        stack.topics().escalations(),
                        TestEvents.escalated(result(tenant + "-2", 1, "medium").build()));
        send(result(tenant + "-2", 1, "medium").build());
        send(TestResults.withoutImage(result(tenant + "-3", 1, "medium").build(), Billing.NOT_BILLED));
        send(TestResults.withoutImage(result(tenant + "-4", 1, "medium").build(), Billing.UNKNOWN));
    }

    /// One more image of the tenant.
    void oneMore(String requestId) {
        send(result(requestId, 1, "medium").build());
    }

    private GenerationResult send(GenerationResult result) {
        stack.events().send(stack.topics().results(), result);
        return result;
    }

    private GenerationResult.Builder result(String requestId, int attemptNo, String tier) {
        GenerationResult made = TestResults.of(
                        requestId, attemptNo, "openai", "gpt-image-2", tier, Lane.INTERACTIVE, Stage.WHITE_BACKGROUND)
                .setUsage(TestResults.usage(100L, 0L, 0L, 1056L))
                .build();
        GenerationRequest request = GenerationRequest.newBuilder(made.getJob().getRequest())
                .setTenant(tenant)
                .setContext(Context.newBuilder()
                        .setCampaign(tenant)
                        .setSku("=SKU,7")
                        .setLabels(Map.of("project", "launch"))
                        .build())
                .build();
        return GenerationResult.newBuilder(made)
                .setTenant(tenant)
                .setJob(GenerationJob.newBuilder(made.getJob())
                        .setTenant(tenant)
                        .setRequest(request)
                        .build())
                .setImage(image)
                .setProviderMillis(4_000)
                .setOccurredAt(now.minus(Duration.ofSeconds(attemptNo)));
    }

    private BudgetStatus budget() {
        return BudgetStatus.newBuilder()
                .setTenant(tenant)
                .setBudgetId(tenant + "-month")
                .setLimitMicros(2_000_000)
                .setSpentMicros(189_000)
                .setHeldMicros(32_000)
                .setForecastMicros(1_500_000L)
                .setPeriodStart(now.minus(Duration.ofDays(3)))
                .setPeriodEnd(now.plus(Duration.ofDays(20)))
                .setOccurredAt(now)
                .build();
    }

    private static byte[] png(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", bytes)) {
                throw new IllegalStateException("the JDK writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
