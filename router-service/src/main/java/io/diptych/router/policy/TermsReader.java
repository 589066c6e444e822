package io.diptych.router.policy;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.catalog.yaml.Section;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a policy says besides its rules.
record TermsReader(Catalog catalog, Conditions conditions, CandidateReader candidates) {
    private static final int DEEPEST = 1_000;

    Optional<Terms> read(Section document, Map<String, String> settings) {
        Weights weights =
                document.optionalSection("weights").flatMap(TermsReader::weights).orElse(null);
        Map<String, Double> qualities =
                document.optionalSection("qualities").map(this::qualities).orElse(Map.of());
        Set<Substitution> substitutions = new HashSet<>(document.parsedEach(
                "substitutions",
                "some of " + Substitution.fields(),
                text -> Substitution.named(text).orElseThrow(() -> new IllegalArgumentException(text))));
        BudgetLimit atLimit = document.has("atBudgetLimit")
                ? document.parsed(
                        "atBudgetLimit", "REJECT, DOWNGRADE or QUEUE", BudgetLimit::valueOf, BudgetLimit.REJECT)
                : BudgetLimit.REJECT;
        EditChain editChain =
                document.optionalSection("editChain").flatMap(this::editChain).orElse(null);
        OffPeak offPeak =
                document.optionalSection("offPeak").flatMap(TermsReader::offPeak).orElse(null);
        List<Warning> warnings = document.has("warnings") ? warnings(document) : List.of();
        return document.build(
                "(all)",
                () -> new Terms(
                        weights, qualities, substitutions, settings, atLimit, editChain, offPeak, warnings));
    }

    private static Optional<Weights> weights(Section section) {
        double quality = weight(section, "quality");
        double speed = weight(section, "speed");
        double cost = weight(section, "cost");
        section.nothingElse();
        return section.build("(all)", () -> new Weights(quality, speed, cost));
    }

    private static double weight(Section section, String field) {
        BigDecimal weight = section.optionalAmount(field);
        return weight == null ? 0 : weight.doubleValue();
    }

    private Map<String, Double> qualities(Section section) {
        Map<String, Double> qualities = new HashMap<>();
        for (String name : section.names()) {
            double quality = section.amount(name).doubleValue();
            if (quality > 1) {
                section.wrong(name, "a quality from 0 to 1");
            }
            int blank = name.indexOf(' ');
            Optional<Model> model = catalog.model(blank < 0 ? name : name.substring(0, blank));
            if (model.isEmpty()) {
                section.wrong(name, "an unknown model", "a model of the catalogue, or a model and its tier");
            }
            model.ifPresent(known -> qualities.put(known.id() + (blank < 0 ? "" : name.substring(blank)), quality));
        }
        return qualities;
    }

    private Optional<EditChain> editChain(Section section) {
        int depth = Math.toIntExact(section.whole("maxDepth", 1, DEEPEST));
        EditChain.Then then =
                section.parsed("then", "RESET or ESCALATE", EditChain.Then::valueOf, EditChain.Then.RESET);
        List<Candidate> to = section.has("candidates") ? candidates.read(section, "candidates") : List.of();
        if (then == EditChain.Then.ESCALATE && to.isEmpty()) {
            section.wrong("candidates", "at least one candidate to escalate to");
        }
        section.nothingElse();
        return section.build("(all)", () -> new EditChain(depth, then, to));
    }

    private static Optional<OffPeak> offPeak(Section section) {
        LocalTime from = time(section, "from");
        LocalTime to = time(section, "to");
        ZoneId zone = section.parsed("zone", "a time zone such as Europe/Berlin", TermsReader::zone, ZoneId.of("UTC"));
        section.nothingElse();
        return section.build("(all)", () -> new OffPeak(from, to, zone));
    }

    private static LocalTime time(Section section, String field) {
        return section.parsed(
                field, "a time of the day such as \"22:00\"", text -> parsed(() -> LocalTime.parse(text)), LocalTime.MIN);
    }

    private static ZoneId zone(String text) {
        return parsed(() -> ZoneId.of(text));
    }

    private static <T> T parsed(java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private List<Warning> warnings(Section document) {
        List<Warning> warnings = new ArrayList<>();
        for (Section section : document.sections("warnings")) {
            Optional<Conditions.Compiled> when = PolicyReader.condition(section, conditions);
            String model = model(section);
            String say = section.text("say");
            section.nothingElse();
            when.ifPresent(compiled -> warnings.add(new Warning(compiled.condition(), model, say)));
        }
        return warnings;
    }

    private @Nullable String model(Section section) {
        String name = section.optionalText("model");
        if (name == null) {
            return null;
        }
        Optional<Model> known = catalog.model(name);
        if (known.isEmpty()) {
            section.wrong("model", "a model of the catalogue, one of " + CandidateReader.ids(catalog));
        }
        return known.map(Model::id).orElse(name);
    }
}
