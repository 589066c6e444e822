package io.diptych.standalone.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Billing;
import io.diptych.events.EscalationCause;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Route;
import io.diptych.quality.verdict.BetterRoute;
import io.diptych.router.policy.Limits;
import io.diptych.router.routing.EndedAttempt;
import io.diptych.router.routing.Escalations;
import io.diptych.router.routing.NextStep;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.router.routing.Standing;
import io.diptych.standalone.request.RequestDocument;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Quality control asks for another attempt where the router would buy one, and a person where it would end the job.
class RoutesLeftAgreementTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String GPT = "gpt-image-2";
    private static final String NANO = "gemini-3.1-flash-image";

    private static final List<Tier> TIERS = List.of(
            new Tier(GPT, "low"),
            new Tier(GPT, "medium"),
            new Tier(GPT, "high"),
            new Tier(GPT, "auto"),
            new Tier(NANO, "512"),
            new Tier(NANO, "1K"),
            new Tier(NANO, "4K"));

    private final Escalations router = new Escalations(_ -> 1_000L);

    /// A model and how well it is asked.
    private record Tier(String model, String name) {}

    @Test
    void bothMeanTheSameByARouteThatIsLeft() {
        for (Tier made : TIERS) {
            for (Tier left : TIERS) {
                NextStep next = router.after(new Standing(
                        EscalationCause.QUALITY,
                        List.of(new EndedAttempt(planned(made), Billing.BILLED, null)),
                        List.of(planned(left)),
                        Limits.DEFAULT,
                        null));

                assertThat(BetterRoute.of(job(made, left)).isPresent())
                        .as("%s after %s", left, made)
                        .isEqualTo(next instanceof NextStep.Buy);
            }
        }
    }

    private static PlannedRoute planned(Tier tier) {
        return new PlannedRoute(
                tier.model(),
                "provider",
                tier.name(),
                "1:1",
                new PixelSize(64, 64),
                Lane.INTERACTIVE,
                "rule",
                "policy",
                "1",
                "because",
                1_000L);
    }

    private static Route route(Tier tier) {
        return Route.newBuilder()
                .setModel(tier.model())
                .setProvider("provider")
                .setTier(tier.name())
                .setWidth(64)
                .setHeight(64)
                .setLane(Lane.INTERACTIVE)
                .setRuleId("rule")
                .setPolicy("policy")
                .setPolicyVersion("1")
                .build();
    }

    private static GenerationJob job(Tier made, Tier left) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "r");
        document.set("tenant", "acme");
        document.set("prompt", "a kettle");
        GenerationRequest request = document.toRequest(NOW);
        return GenerationJob.newBuilder()
                .setJobId("r#0")
                .setRequestId("r")
                .setImageIndex(0)
                .setTenant("acme")
                .setAttemptId("r#0.1")
                .setAttemptNo(1)
                .setRequest(request)
                .setRoute(route(made))
                .setRemaining(List.of(route(left)))
                .setOccurredAt(NOW)
                .build();
    }
}
