package io.diptych.router.policy;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.catalog.yaml.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads candidates, filling in the document's defaults.
///
/// @param tiers tier by catalogue id, where a candidate names none
/// @param batch whether the batch lane is meant where a candidate names no lane and its model has one
record CandidateReader(Catalog catalog, Map<String, String> tiers, boolean batch) {

    static CandidateReader of(Section document, Catalog catalog) {
        Optional<Section> defaults = document.optionalSection("defaults");
        if (defaults.isEmpty()) {
            return new CandidateReader(catalog, Map.of(), false);
        }
        Section section = defaults.get();
        boolean batch = lane(section);
        Map<String, String> tiers = new HashMap<>();
        section.optionalSection("tiers").ifPresent(byModel -> byModel.names().forEach(name -> {
            String tier = byModel.text(name);
            Optional<Model> model = catalog.model(name);
            if (model.isEmpty()) {
                byModel.wrong(name, "a tier of a model of the catalogue, one of " + ids(catalog));
            }
            model.ifPresent(known -> {
                checkTier(byModel, name, known, tier);
                tiers.put(known.id(), tier);
            });
        }));
        section.nothingElse();
        return new CandidateReader(catalog, Map.copyOf(tiers), batch);
    }

    List<Candidate> read(Section rule, String field) {
        List<Candidate> candidates = new ArrayList<>();
        for (Section item : rule.sections(field)) {
            String name = item.text("model");
            String written = item.optionalText("tier");
            boolean wantsBatch = item.has("lane") && lane(item);
            Optional<Model> model = catalog.model(name);
            if (model.isEmpty() && !name.isEmpty()) {
                item.wrong("model", "a model of the catalogue, one of " + ids(catalog));
            }
            model.ifPresent(known -> {
                String tier = written == null ? tiers.get(known.id()) : written;
                checkTier(item, "tier", known, tier);
                boolean can = known.capabilities().batch();
                if (wantsBatch && !can) {
                    item.wrong("lane", "STANDARD: " + known.id() + " has no batch lane");
                }
                candidates.add(new Candidate(known.id(), tier, wantsBatch || (batch && can && !item.has("lane"))));
            });
            item.nothingElse();
        }
        return candidates;
    }

    static List<String> ids(Catalog catalog) {
        return catalog.models().stream().map(Model::id).toList();
    }

    private static boolean lane(Section section) {
        return section.has("lane") && section.parsed("lane", "STANDARD or BATCH", CandidateReader::isBatch, false);
    }

    private static void checkTier(Section section, String field, Model model, @Nullable String tier) {
        boolean mustBeNamed = !model.capabilities().qualities().isEmpty()
                || model.capabilities().video() != null;
        if (tier == null ? mustBeNamed : !mayBe(model, tier)) {
            section.wrong(field, "one of " + model.capabilities().tiers() + ", which " + model.id() + " has");
        }
    }

    /// A model of free sizes without qualities names no tiers: any resolution will do.
    private static boolean mayBe(Model model, String tier) {
        List<String> tiers = model.capabilities().tiers();
        return tiers.isEmpty() ? List.of("512", "1K", "2K", "4K").contains(tier) : tiers.contains(tier);
    }

    private static boolean isBatch(String lane) {
        return switch (lane.toUpperCase(Locale.ROOT)) {
            case "BATCH" -> true;
            case "STANDARD" -> false;
            default -> throw new IllegalArgumentException(lane);
        };
    }
}
