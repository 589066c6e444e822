package io.diptych.router.policy;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.catalog.yaml.Document;
import io.diptych.catalog.yaml.Problem;
import io.diptych.catalog.yaml.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a policy document and notes every mistake in it: file, rule, field, what was found, what would be right.
final class PolicyReader {
    private static final int MOST_ATTEMPTS = 20;
    private static final long MOST_MICROS = 1_000_000_000L;

    private final Catalog catalog;
    private final Conditions conditions = new Conditions();

    PolicyReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The policy, or empty after at least one problem.
    Optional<Policy> read(String file, String yaml, List<Problem> problems) {
        return Document.parse(file, yaml, problems).flatMap(this::read);
    }

    private Optional<Policy> read(Section document) {
        String name = document.text("name");
        String version = document.text("version");
        String description = document.text("description");
        Limits limits = document.optionalSection("limits").map(this::limits).orElse(Limits.DEFAULT);
        List<Rule> rules = rules(document);
        Section last = document.section("fallback").about("rule " + Rule.FALLBACK);
        List<Candidate> lastCandidates = candidates(last);
        String lastReason = last.text("because");
        last.nothingElse();
        document.nothingElse();
        return document.build(
                "(all)",
                () -> new Policy(
                        name,
                        version,
                        description,
                        limits,
                        rules,
                        new Rule(Rule.FALLBACK, _ -> true, lastCandidates, lastReason)));
    }

    private Limits limits(Section section) {
        int attempts = section.has("attempts")
                ? Math.toIntExact(section.whole("attempts", 1, MOST_ATTEMPTS))
                : Limits.DEFAULT.attempts();
        Long costMicros = section.has("costMicros") ? Long.valueOf(section.whole("costMicros", 1, MOST_MICROS)) : null;
        int unknownBuys = section.has("unknownBuys")
                ? Math.toIntExact(section.whole("unknownBuys", 0, MOST_ATTEMPTS))
                : Limits.DEFAULT.unknownBuys();
        section.nothingElse();
        return new Limits(attempts, costMicros, unknownBuys);
    }

    private List<Rule> rules(Section document) {
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>(Set.of(Rule.FALLBACK));
        for (Section unnamed : document.sections("rules")) {
            String id = Objects.requireNonNullElse(unnamed.optionalText("id"), "(no id)");
            Section rule = unnamed.about("rule " + id);
            if (!ids.add(rule.text("id"))) {
                rule.wrong("id", "an id that no other rule has");
            }
            Condition when = condition(rule);
            List<Candidate> candidates = candidates(rule);
            String because = rule.text("because");
            rule.nothingElse();
            rule.build("(all)", () -> new Rule(id, when, candidates, because)).ifPresent(rules::add);
        }
        return rules;
    }

    private Condition condition(Section rule) {
        String expression = rule.text("when");
        if (!expression.isEmpty()) {
            try {
                return conditions.compile(expression);
            } catch (IllegalArgumentException e) {
                rule.wrong("when", '"' + expression + '"', "a CEL condition that is true or false: " + e.getMessage());
            }
        }
        return _ -> false;
    }

    private List<Candidate> candidates(Section rule) {
        List<Candidate> candidates = new ArrayList<>();
        for (Section item : rule.sections("candidates")) {
            String name = item.text("model");
            String tier = item.optionalText("tier");
            boolean batch = item.has("lane") && item.parsed("lane", "STANDARD or BATCH", PolicyReader::isBatch, false);
            Optional<Model> model = catalog.model(name);
            if (model.isEmpty() && !name.isEmpty()) {
                item.wrong("model", "a model of the catalogue, one of " + ids());
            }
            model.ifPresent(known -> {
                checkTier(item, known, tier);
                if (batch && !known.capabilities().batch()) {
                    item.wrong("lane", "STANDARD: " + known.id() + " has no batch lane");
                }
                candidates.add(new Candidate(known.id(), tier, batch));
            });
            item.nothingElse();
        }
        return candidates;
    }

    private static void checkTier(Section item, Model model, @Nullable String tier) {
        boolean mustBeNamed = !model.capabilities().qualities().isEmpty();
        if (tier == null ? mustBeNamed : !model.capabilities().tiers().contains(tier)) {
            item.wrong("tier", "one of " + model.capabilities().tiers() + ", which " + model.id() + " has");
        }
    }

    private static boolean isBatch(String lane) {
        return switch (lane.toUpperCase(Locale.ROOT)) {
            case "BATCH" -> true;
            case "STANDARD" -> false;
            default -> throw new IllegalArgumentException(lane);
        };
    }

    private List<String> ids() {
        return catalog.models().stream().map(Model::id).toList();
    }
}
