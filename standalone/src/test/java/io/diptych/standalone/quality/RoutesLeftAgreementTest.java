package io.diptych.standalone.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.PixelSize;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.EscalationCause;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.Route;
import io.diptych.quality.verdict.BetterRoute;
import io.diptych.quality.verdict.BuyAgain;
import io.diptych.quality.verdict.SameAgain;
import io.diptych.router.policy.Limits;
import io.diptych.router.routing.EndedAttempt;
import io.diptych.router.routing.Escalations;
import io.diptych.router.routing.NextStep;
import io.diptych.router.routing.PlannedRoute;
import io.diptych.router.routing.RoutingState;
import io.diptych.router.routing.Standing;
import io.diptych.standalone.request.RequestDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Quality control asks for another attempt where the router would buy one, and a person where it would end the job.
/// The
/// desk offers the same model once more where the router would heed the wish.
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

    @Test
    void bothMeanTheSameByWhatMayBeBoughtOnceMore() {
        Tier made = TIERS.getFirst();
        for (Long price : Arrays.asList(null, 1_000L)) {
            for (Long caller : Arrays.asList(null, 1_999L, 2_000L)) {
                for (Long policy : Arrays.asList(null, 1_999L, 2_000L)) {
                    for (Instant deadline : Arrays.asList(null, NOW, NOW.plusSeconds(2))) {
                        GenerationJob job = job(made, made, price, caller, policy, deadline);
                        NextStep next = wished(job, Billing.BILLED, null);

                        assertThat(SameAgain.obstacle(job, NOW) == null)
                                .as("price %s, limits %s and %s, deadline %s", price, caller, policy, deadline)
                                .isEqualTo(next instanceof NextStep.Buy);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothMeanTheSameByAFailureAfterWhichAPersonIsAsked(FailureCode code) {
        Tier made = TIERS.getFirst();
        GenerationJob job = job(made, made, 1_000L, null, null, null);
        GenerationResult result = GenerationResult.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setJob(job)
                .setBilling(Billing.UNKNOWN)
                .setFailure(Failure.newBuilder()
                        .setCode(code)
                        .setBlame(Blame.PROVIDER)
                        .setMessage("cut off")
                        .build())
                .setWorkerId("w-1")
                .setStartedAt(NOW)
                .setOccurredAt(NOW)
                .build();

        assertThat(BuyAgain.isAsked(result, NOW)).isEqualTo(wished(job, Billing.UNKNOWN, code) instanceof NextStep.Buy);
    }

    /// What the router makes of a person's wish after the policy's last attempt.
    private NextStep wished(GenerationJob job, Billing billing, @Nullable FailureCode code) {
        PlannedRoute route = planned(TIERS.getFirst(), job.getRoute().getEstimatedMicros());
        return router.after(new Standing(
                EscalationCause.REVIEWER,
                List.of(new EndedAttempt(route, billing, code)),
                List.of(route),
                new Limits(1, job.getPolicyMaxCostMicros(), null),
                job.getRequest().getConstraints().getMaxCostMicros(),
                job.getRequest().getConstraints().getDeadline(),
                RoutingState.calm(NOW)));
    }

    private static PlannedRoute planned(Tier tier) {
        return planned(tier, 1_000L);
    }

    private static PlannedRoute planned(Tier tier, @Nullable Long price) {
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
                price);
    }

    private static Route route(Tier tier, @Nullable Long price) {
        return Route.newBuilder()
                .setEstimatedMicros(price)
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
        return job(made, left, 1_000L, null, null, null);
    }

    private static GenerationJob job(
            Tier made,
            Tier left,
            @Nullable Long price,
            @Nullable Long maxCostMicros,
            @Nullable Long policyMaxCostMicros,
            @Nullable Instant deadline) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "r");
        document.set("tenant", "acme");
        document.set("prompt", "a kettle");
        GenerationRequest.Builder request = GenerationRequest.newBuilder(document.toRequest(NOW));
        request.getConstraintsBuilder().setMaxCostMicros(maxCostMicros).setDeadline(deadline);
        return GenerationJob.newBuilder()
                .setJobId("r#0")
                .setRequestId("r")
                .setImageIndex(0)
                .setTenant("acme")
                .setAttemptId("r#0.1")
                .setAttemptNo(1)
                .setRequest(request.build())
                .setRoute(route(made, price))
                .setRemaining(List.of(route(left, price)))
                .setPolicyMaxCostMicros(policyMaxCostMicros)
                .setAskAfterUnknown(true)
                .setOccurredAt(NOW)
                .build();
    }
}
