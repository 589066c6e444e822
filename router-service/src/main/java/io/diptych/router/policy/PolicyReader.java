package io.diptych.router.policy;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.yaml.Document;
import io.diptych.catalog.yaml.Problem;
import io.diptych.catalog.yaml.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads a policy document and notes every mistake in it: file, line, rule, field, what was found, what would be right.
public final class PolicyReader {
    private static final long LONGEST_BACKOFF = 600_000;
    private static final int MOST_ATTEMPTS = 20;
    private static final long MOST_MICROS = 1_000_000_000L;
    private static final long MOST_MILLIS = 7L * 24 * 3_600_000;
    private static final int MOST_WEIGHT = 1_000_000;
    private static final String ASK = "ASK";

    private final Catalog catalog;
    private final Map<String, String> settings;

    /// For documents whose own settings hold.
    public PolicyReader(Catalog catalog) {
        this(catalog, Map.of());
    }

    /// @param settings values by name, instead of those that documents give; names that a document does not have are
    ///                 passed over
    public PolicyReader(Catalog catalog, Map<String, String> settings) {
        this.catalog = catalog;
        this.settings = Map.copyOf(settings);
    }

    /// What comes of a document.
    ///
    /// @param source what problems call it, for example its file name
    public PolicyReading read(String source, String yaml) {
        List<Problem> problems = new ArrayList<>();
        NeverMatching warnings = new NeverMatching(source);
        Policy policy = Document.parseWithLines(source, yaml, problems)
                .flatMap(document -> read(document, warnings))
                .orElse(null);
        return new PolicyReading(problems.isEmpty() ? policy : null, problems, warnings.found());
    }

    private Optional<Policy> read(Section document, NeverMatching warnings) {
        String name = document.text("name");
        String version = document.text("version");
        String description = document.text("description");
        Limits limits =
                document.optionalSection("limits").map(PolicyReader::limits).orElse(Limits.DEFAULT);
        Map<String, String> values = settings(document);
        Conditions conditions = new Conditions(values);
        CandidateReader candidates = CandidateReader.of(document, catalog);
        List<Rule> rules = document.has("rules") ? rules(document, conditions, candidates, warnings) : List.of();
        List<Rule> all = new ArrayList<>(rules);
        document.optionalSection("categories").ifPresent(section -> all.addAll(categories(section, candidates)));
        Section last = document.section("fallback").about("rule " + Rule.FALLBACK);
        List<Arm> lastArms = arms(last, candidates);
        String lastReason = last.text("because");
        last.nothingElse();
        Optional<Terms> terms = new TermsReader(catalog, conditions, candidates).read(document, values);
        document.nothingElse();
        return terms.flatMap(said -> document.build(
                "(all)",
                () -> new Policy(
                        name,
                        version,
                        description,
                        limits,
                        all,
                        new Rule(Rule.FALLBACK, _ -> true, lastArms, lastReason),
                        said)));
    }

    private static Limits limits(Section section) {
        int attempts = section.has("attempts")
                ? Math.toIntExact(section.whole("attempts", 1, MOST_ATTEMPTS))
                : Limits.DEFAULT.attempts();
        Long costMicros = section.has("costMicros") ? Long.valueOf(section.whole("costMicros", 1, MOST_MICROS)) : null;
        Integer unknownBuys = section.has("unknownBuys")
                ? section.wholeOr("unknownBuys", ASK, 0, MOST_ATTEMPTS)
                : Limits.DEFAULT.unknownBuys();
        Long latency =
                section.has("latencyMillis") ? Long.valueOf(section.whole("latencyMillis", 1, MOST_MILLIS)) : null;
        long backoff = section.has("backoffMillis")
                ? section.whole("backoffMillis", 1, LONGEST_BACKOFF)
                : Limits.BACKOFF_MILLIS;
        section.nothingElse();
        return new Limits(attempts, costMicros, unknownBuys, latency, backoff);
    }

    private Map<String, String> settings(Section document) {
        Map<String, String> values = new HashMap<>();
        document.optionalSection("settings")
                .ifPresent(section -> section.names().forEach(name -> {
                    String own = section.text(name);
                    values.put(name, settings.getOrDefault(name, own));
                }));
        return values;
    }

    private static List<Rule> rules(
            Section document, Conditions conditions, CandidateReader candidates, NeverMatching warnings) {
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>(Set.of(Rule.FALLBACK));
        for (Section unnamed : document.sections("rules")) {
            String id = Objects.requireNonNullElse(unnamed.optionalText("id"), "(no id)");
            Section rule = unnamed.about("rule " + id);
            if (!ids.add(rule.text("id"))) {
                rule.wrong("id", "an id that no other rule has");
            }
            Condition when = condition(rule, conditions)
                    .map(compiled -> {
                        warnings.add(id, rule.lineOf("when"), compiled);
                        return compiled.condition();
                    })
                    .orElse(_ -> false);
            List<Arm> arms = arms(rule, candidates);
            String because = rule.text("because");
            rule.nothingElse();
            rule.build("(all)", () -> new Rule(id, when, arms, because)).ifPresent(rules::add);
        }
        return rules;
    }

    /// What a category of products gets where no rule holds.
    private static List<Rule> categories(Section categories, CandidateReader candidates) {
        List<Rule> rules = new ArrayList<>();
        for (String category : categories.names()) {
            String id = "category-" + category;
            Section section = categories.section(category).about("rule " + id);
            List<Arm> arms = arms(section, candidates);
            String because = section.text("because");
            section.nothingElse();
            section.build(
                            "(all)",
                            () -> new Rule(
                                    id,
                                    request -> category.equals(request.purpose().category()),
                                    arms,
                                    because))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    static Optional<Conditions.Compiled> condition(Section rule, Conditions conditions) {
        String expression = rule.text("when");
        if (!expression.isEmpty()) {
            try {
                return Optional.of(conditions.compile(expression));
            } catch (IllegalArgumentException e) {
                rule.wrong("when", '"' + expression + '"', "a CEL condition that is true or false: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static List<Arm> arms(Section rule, CandidateReader candidates) {
        if (!rule.has("split")) {
            List<Candidate> only = candidates.read(rule, "candidates");
            return only.isEmpty() ? List.of() : List.of(new Arm(1, only));
        }
        if (rule.has("candidates")) {
            rule.wrong("split", "either candidates or split");
        }
        List<Arm> arms = new ArrayList<>();
        for (Section side : rule.sections("split")) {
            int weight = Math.toIntExact(side.whole("weight", 1, MOST_WEIGHT));
            List<Candidate> listed = candidates.read(side, "candidates");
            side.nothingElse();
            side.build("(all)", () -> new Arm(weight, listed)).ifPresent(arms::add);
        }
        return arms;
    }
}
