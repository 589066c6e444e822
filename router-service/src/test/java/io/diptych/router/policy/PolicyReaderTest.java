package io.diptych.router.policy;

import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.router.request.RoutingRequest;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private static final String FULL = """
            name: full
            version: "3"
            description: every field
            limits: {attempts: 4, costMicros: 900000, unknownBuys: 0, latencyMillis: 120000}
            defaults: {lane: BATCH, tiers: {gpt-image-2: medium}}
            settings: {provider: google}
            weights: {quality: 3, speed: 1, cost: 0.5}
            qualities: {gpt-image-2: 0.8, gpt-image-2 high: 0.95}
            substitutions: [resolution, aspectRatio]
            atBudgetLimit: QUEUE
            editChain: {maxDepth: 5, then: ESCALATE, candidates: [{model: gpt-image-2, tier: high}]}
            offPeak: {from: "22:00", to: "06:00", zone: Europe/Berlin}
            warnings:
              - {when: request.constraints.subjects > 1, model: z-image-turbo, say: subjects may blend}
            rules:
              - id: split
                when: settings.provider == 'openai'
                split:
                  - {weight: 3, candidates: [{model: gpt-image-2}]}
                  - {weight: 1, candidates: [{model: gemini-3.1-flash-image, lane: STANDARD}]}
                because: compare
            categories:
              shoes:
                candidates: [{model: gemini-3.1-flash-image}]
                because: shoes
            fallback:
              candidates: [{model: gpt-image-2-2026-04-21, tier: high}]
              because: else
            """;

    private static PolicyReading read(String yaml) {
        return new PolicyReader(CATALOG).read("full.yaml", yaml);
    }

    @Test
    void readsEveryField() {
        Policy policy = read(FULL).policy().orElseThrow();

        assertThat(policy.limits()).isEqualTo(new Limits(4, 900_000L, 0, 120_000L));
        assertThat(policy.rules()).extracting(Rule::id).containsExactly("split", "category-shoes");
        assertThat(policy.rules().getFirst().arms())
                .containsExactly(
                        new Arm(3, List.of(new Candidate("gpt-image-2", "medium", true))),
                        new Arm(1, List.of(new Candidate("gemini-3.1-flash-image", null, false))));
        assertThat(policy.fallback().candidates()).containsExactly(new Candidate("gpt-image-2", "high", true));
        Terms terms = policy.terms();
        assertThat(terms.weights()).isEqualTo(new Weights(3, 1, 0.5));
        assertThat(terms.quality("gpt-image-2", "high")).contains(0.95);
        assertThat(terms.quality("gpt-image-2", "low")).contains(0.8);
        assertThat(terms.quality("z-image-turbo", "1K")).isEmpty();
        assertThat(terms.substitutions()).containsExactlyInAnyOrder(Substitution.RESOLUTION, Substitution.ASPECT_RATIO);
        assertThat(terms.atBudgetLimit()).isEqualTo(BudgetLimit.QUEUE);
        assertThat(terms.editChain())
                .isEqualTo(
                        new EditChain(5, EditChain.Then.ESCALATE, List.of(new Candidate("gpt-image-2", "high", true))));
        assertThat(terms.offPeak())
                .isEqualTo(new OffPeak(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin")));
        assertThat(terms.warnings()).extracting(Warning::say).containsExactly("subjects may blend");
    }

    @Test
    void letsAPersonDecideWhereNobodyKnowsWhetherAnAttemptWasCharged() {
        Policy policy = read(FULL.replace("unknownBuys: 0", "unknownBuys: ASK"))
                .policy()
                .orElseThrow();

        assertThat(policy.limits()).isEqualTo(new Limits(4, 900_000L, null, 120_000L));
        assertThat(policy.limits().asksAfterUnknown()).isTrue();
        assertThat(Limits.DEFAULT.asksAfterUnknown()).isFalse();
    }

    @Test
    void takesSettingsOfTheDeployment() {
        RoutingRequest request = routingWith(_ -> {});
        PolicyReader deployed = new PolicyReader(CATALOG, Map.of("provider", "openai", "other", "x"));

        assertThat(read(FULL).policy().orElseThrow().match(request).rule().id()).isEqualTo(Rule.FALLBACK);
        assertThat(deployed.read("full.yaml", FULL)
                        .policy()
                        .orElseThrow()
                        .match(request)
                        .rule()
                        .id())
                .isEqualTo("split");
    }

    @Test
    void fillsACategorysDefaultInBeforeTheFallback() {
        RoutingRequest shoes =
                routingWith(request -> request.getPurposeBuilder().setCategory("shoes"));

        assertThat(read(FULL).policy().orElseThrow().match(shoes).rule().id()).isEqualTo("category-shoes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attempts: 4            | attempts: 40            | full.yaml:4: the file: field limits.attempts: found 40, expected a whole number from 1 to 20
            unknownBuys: 0         | unknownBuys: MAYBE      | full.yaml:4: the file: field limits.unknownBuys: found "MAYBE", expected ASK or a whole number from 0 to 20
            unknownBuys: 0         | unknownBuys: 21         | full.yaml:4: the file: field limits.unknownBuys: found 21, expected ASK or a whole number from 0 to 20
            gpt-image-2: medium    | gpt-image-2: best       | full.yaml:5: the file: field defaults.tiers.gpt-image-2: found "best"
            settings.provider      | settings.provder        | there is no settings.provder; there are request.tenant
            {provider: google}     | {provider: 7}           | full.yaml:6: the file: field settings.provider: found 7, expected a text
            quality: 3, speed: 1, cost: 0.5 | quality: 0     | full.yaml:7: the file: field weights.(all): found weights are quality 0.0, speed 0.0, cost 0.0
            high: 0.95             | high: 1.5               | full.yaml:8: the file: field qualities.gpt-image-2 high: found 1.5, expected a quality from 0 to 1
            [resolution, aspectRatio] | [seed]               | full.yaml:9: the file: field substitutions: found "seed", expected some of [resolution, aspectRatio, size]
            QUEUE                  | WAIT                    | full.yaml:10: the file: field atBudgetLimit: found "WAIT", expected REJECT, DOWNGRADE or QUEUE
            maxDepth: 5            | maxDepth: 0             | full.yaml:11: the file: field editChain.maxDepth: found 0
            Europe/Berlin          | Mars                    | full.yaml:12: the file: field offPeak.zone: found "Mars", expected a time zone
            "06:00"                | "22:00"                 | full.yaml:12: the file: field offPeak.(all): found from and to are both 22:00
            model: z-image-turbo   | model: z-image          | full.yaml:14: the file: field warnings[0].model: found "z-image"
            weight: 3              | weight: 0               | full.yaml:19: rule split: field split[0].weight: found 0
            because: shoes         | reason: shoes           | full.yaml:25: rule category-shoes: field reason: found an unknown field
            """)
    void namesLineAndFieldOfEachMistake(String good, String bad, String message) {
        PolicyReading reading = read(FULL.replace(good, bad));

        assertThat(reading.policy()).isEmpty();
        assertThat(reading.problems())
                .extracting(Object::toString)
                .anySatisfy(problem -> assertThat(problem).contains(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            request.output.count > 1 ; false ; full.yaml:9: rule second can never match: its condition is false whatever the request
            request.output.count > 1 ; request.mode == 'EDIT' && false ; full.yaml:9: rule second can never match: its condition is false whatever the request
            request.output.count > 1 ; request.purpose.stage == 'POSTR' ; full.yaml:9: rule second can never match: request.purpose.stage is never POSTR, it is one of [DRAFT, HERO, OTHER, POSTER, POSTER_DRAFT, SCENE, SCENE_DRAFT, SOCIAL, VIDEO, WHITE_BACKGROUND]
            request.output.count > 1 ; request.tier in ['GOLD', 'SILVER'] ; full.yaml:9: rule second can never match: request.tier is never GOLD or SILVER, it is one of [FREE, PRO, STANDARD]
            request.output.count > 1 ; request.tier == 'PRO' && request.mode == 'EDIT' && request.tier == 'FREE' ; full.yaml:9: rule second can never match: its parts about request.tier exclude one another
            request.output.count > 1 ; request.tier in ['PRO', 'FREE'] && !(request.tier == 'PRO' || request.tier == 'FREE') ; full.yaml:9: rule second can never match: its parts about request.tier exclude one another
            request.output.count > 1 ; request.tier != 'PRO' && request.tier != 'FREE' && request.tier != 'STANDARD' ; full.yaml:9: rule second can never match: its parts about request.tier exclude one another
            request.output.count > 1 ; request.tenant == 'acme' && request.tenant != 'acme' ; full.yaml:9: rule second can never match: its parts about request.tenant exclude one another
            request.output.count > 1 ; request.constraints.textHeavy && !request.constraints.textHeavy ; full.yaml:9: rule second can never match: its parts about request.constraints.textHeavy exclude one another
            request.tier == 'PRO' ; request.output.count > 4 && request.output.count <= 4 ; full.yaml:9: rule second can never match: its parts about request.output.count exclude one another, it is 0 or more
            request.tier == 'PRO' ; request.lineage.editDepth < 0 ; full.yaml:9: rule second can never match: its parts about request.lineage.editDepth exclude one another, it is 0 or more
            request.output.count > 1 ; request.tier == 'PRO' || request.tier == 'GOLD' ; full.yaml:9: rule second: request.tier is never GOLD, it is one of [FREE, PRO, STANDARD]
            request.output.count > 1 ; request.mode != 'CHANGE' || request.lineage.editDepth > 2 ; full.yaml:9: rule second: request.mode is never CHANGE, it is one of [ANIMATE, EDIT, GENERATE, VARIATE]
            true ; request.output.count > 1 ; full.yaml:9: rule second can never match: rule first before it always holds
            request.output.count > 1 ; request.output.count > 1 ; full.yaml:9: rule second can never match: rule first before it holds whenever this one does
            request.mode == 'EDIT' ; request.tier == 'PRO' && request.mode=='EDIT' ; full.yaml:9: rule second can never match: rule first before it holds whenever this one does
            """)
    void warnsOfARuleThatCanNeverMatch(String first, String second, String warning) {
        PolicyReading reading = read(twoRules(first, second));

        assertThat(reading.policy()).isPresent();
        assertThat(reading.warnings()).containsExactly(warning);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            request.tier == 'PRO' && request.mode == 'EDIT' ; request.mode == 'EDIT'
            request.tier == 'PRO' && request.tier == 'FREE' ; request.output.count > 1 && request.output.count < 3
            request.tier in ['PRO', 'FREE'] && request.tier != 'FREE' ; request.tier == 'PRO' || request.mode == 'EDIT'
            !request.constraints.textHeavy && request.tier != 'FREE' ; request.constraints.textHeavy == false
            request.prompt.contains('a') && request.prompt.contains('b') ; request.output.count == 2 || request.output.count == 4
            request.constraints.minutesToDeadline < 0 ; settings.unset == 'x' && request.output.count >= 10
            """)
    void warnsOfNothingElse(String first, String second) {
        assertThat(read(twoRules(first, second).replace("rules:", "settings: {unset: y}\nrules:"))
                        .warnings())
                .filteredOn(warning -> warning.contains("rule second"))
                .isEmpty();
    }

    @Test
    void drawsASplitBySeedInProportion() {
        Rule rule = read(FULL).policy().orElseThrow().rules().getFirst();
        List<Integer> drawn = new ArrayList<>();
        for (long seed = 0; seed < 10_000; seed++) {
            List<Arm> arms = rule.drawn(seed);
            assertThat(arms).containsExactlyInAnyOrderElementsOf(rule.arms()).isEqualTo(rule.drawn(seed));
            drawn.add(arms.getFirst().weight());
        }

        assertThat(drawn.stream().filter(weight -> weight == 3).count()).isBetween(7_300L, 7_700L);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T21:30:00Z, true", "2026-11-20T04:59:00Z, true", "2026-11-20T05:00:00Z, false"})
    void knowsTheNight(Instant at, boolean covered) {
        OffPeak night = new OffPeak(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"));

        assertThat(night.covers(at)).isEqualTo(covered);
    }

    @Test
    void keepsTheOldPoliciesWhereANewOneIsAdded() {
        Policies old = Policies.shipped(CATALOG, "dual-engine");
        Policy house = read(FULL).policy().orElseThrow();

        Policies both = old.with(house).withTenants(Map.of("acme", "full"));

        assertThat(old.named("full")).isEmpty();
        assertThat(both.of("acme")).isEqualTo(new Policies.OfTenant(house, true));
        assertThat(both.of("nobody").own()).isFalse();
        assertThat(both.of("nobody").policy().name()).isEqualTo("dual-engine");
        assertThat(both.without("full").of("acme").policy().name()).isEqualTo("dual-engine");
    }

    private static String twoRules(String first, String second) {
        return """
                name: two
                version: "1"
                description: two rules
                rules:
                  - {id: first, candidates: [{model: gemini-3.1-flash-image}], because: a,
                     when: "%s"}
                  - id: second
                    candidates: [{model: gemini-3.1-flash-image}]
                    when: "%s"
                    because: b
                fallback: {candidates: [{model: gemini-3.1-flash-image}], because: c}
                """.formatted(first, second);
    }
}
