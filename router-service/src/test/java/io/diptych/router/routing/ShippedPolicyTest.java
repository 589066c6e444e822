package io.diptych.router.routing;

import static io.diptych.router.Requests.AT;
import static io.diptych.router.Requests.CATALOG;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.router.Requests;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What the tests of the shipped policies share.
abstract class ShippedPolicyTest {
    static final String GPT = "gpt-image-2";
    static final String NANO = "gemini-3.1-flash-image";
    static final String PRO = "gemini-3-pro-image";
    static final Set<String> BY_DEFAULT = Set.of(GPT, NANO);
    static final Set<String> ALL =
            Set.copyOf(CATALOG.models().stream().map(model -> model.id()).toList());

    static Policy policy(String name) {
        return policy(name, Map.of());
    }

    static Policy policy(String name, Map<String, String> settings) {
        return Policies.shipped(CATALOG, "dual-engine", settings).named(name).orElseThrow();
    }

    static Decision decide(Policy policy, Set<String> deployed, RoutingState state, RoutingRequest request) {
        return new Decider(CATALOG, deployed, CATALOG.priceBook("official"), Ranking.BY_WEIGHTS)
                .decide(request, policy, state);
    }

    static Decision decide(Policy policy, Set<String> deployed, RoutingRequest request) {
        return decide(policy, deployed, RoutingState.calm(AT), request);
    }

    static String chosen(Decision decision) {
        return decision.chosen().map(PlannedRoute::label).orElse("none: " + decision.whyNone());
    }

    static String reason(Decision decision, String model) {
        return decision.evaluations().stream()
                .filter(each -> each.model().equals(model))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    static RoutingRequest with(List<Consumer<GenerationRequest.Builder>> changes) {
        return Requests.routingWith(request -> changes.forEach(change -> change.accept(request)));
    }

    static List<Reference> references(ReferenceRole... roles) {
        return Arrays.stream(roles)
                .map(role -> reference(role, role.name().length()))
                .toList();
    }

    static Reference reference(ReferenceRole role, int number) {
        return Reference.newBuilder().setAsset(asset(number)).setRole(role).build();
    }

    static AssetRef asset(int number) {
        return AssetRef.newBuilder()
                .setUri("file:" + number + ".png")
                .setSha256(Integer.toHexString(number).repeat(64).substring(0, 64))
                .setMediaType("image/png")
                .setWidth(8)
                .setHeight(8)
                .setBytes(99)
                .build();
    }
}
