package io.diptych.benchmarks.router;

import io.diptych.catalog.Catalog;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Ranking;
import io.diptych.standalone.request.RequestDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A policy of forty rules with eight candidates each time, and requests for every one of its rules.
///
/// Conditions look at two or three fields each, as those of the shipped policies do. The request for rule *n* makes the
/// conditions of the rules before it false.
final class FortyRules {
    static final int RULES = 40;

    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");
    private static final List<String> STAGES = List.of("DRAFT", "WHITE_BACKGROUND", "SCENE", "POSTER");
    private static final String CANDIDATES = """
                  - {model: gpt-image-2, tier: low}
                  - {model: gpt-image-2, tier: medium}
                  - {model: gpt-image-2, tier: high}
                  - {model: gemini-3.1-flash-image, tier: 1K}
                  - {model: gemini-3.1-flash-image, tier: 2K}
                  - {model: gemini-3-pro-image, tier: 1K}
            """;
    private static final String LAST = """
            fallback:
              candidates:
                - {model: gemini-3.1-flash-lite-image, tier: 1K}
                - {model: gemini-3-pro-image, tier: 2K}
              because: nothing else holds
            """;

    private final Catalog catalog = Catalog.load();
    private final Policy policy = read();

    Policy policy() {
        return policy;
    }

    Instant at() {
        return AT;
    }

    Decider decider() {
        return new Decider(
                catalog,
                Set.of("gpt-image-2", "gemini-3.1-flash-image", "gemini-3-pro-image", "gemini-3.1-flash-lite-image"),
                catalog.priceBook("official"),
                Ranking.BY_WEIGHTS);
    }

    /// One request for each rule, in their order.
    List<RoutingRequest> requests() {
        return mapped(FortyRules::document);
    }

    /// The same with weights for quality, speed and cost.
    List<RoutingRequest> weightedRequests() {
        return mapped(rule -> {
            RequestDocument document = document(rule);
            document.set("preferences.quality", 0.5);
            document.set("preferences.speed", 0.2);
            document.set("preferences.cost", 0.3);
            return document;
        });
    }

    private List<RoutingRequest> mapped(IntFunction<RequestDocument> documents) {
        RequestMapper mapper = new RequestMapper(catalog);
        return IntStream.range(0, RULES)
                .mapToObj(documents)
                .map(document -> mapper.map(document.toRequest(AT)))
                .toList();
    }

    private static RequestDocument document(int rule) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "forty-" + rule);
        document.set("tenant", "bench");
        document.set("prompt", "A kettle on a pure white background, evenly lit, label towards the camera");
        document.set("purpose.stage", STAGES.get(rule % STAGES.size()));
        document.set("purpose.category", "category-" + rule);
        return document;
    }

    private static String yaml() {
        String rules = IntStream.range(0, RULES)
                .mapToObj(rule -> """
              - id: rule-%1$d
                when: >-
                  request.purpose.stage == '%2$s' && request.purpose.category == 'category-%1$d'
                  && !request.constraints.textHeavy
                candidates:
            %3$s    because: rule %1$d says so
            """.formatted(rule, STAGES.get(rule % STAGES.size()), CANDIDATES.indent(2)))
                .collect(Collectors.joining());
        return "name: forty\nversion: \"1\"\ndescription: forty rules, eight candidates\nrules:\n" + rules + LAST;
    }

    private Policy read() {
        try {
            Path folder = Files.createTempDirectory("diptych-forty-");
            Path file = folder.resolve("forty.yaml");
            Files.writeString(file, yaml());
            try {
                return Policies.in(folder, catalog, "forty").named("forty").orElseThrow();
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary policy", e);
        }
    }
}
