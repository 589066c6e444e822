package io.diptych.quality.profile;

import io.diptych.catalog.yaml.Document;
import io.diptych.catalog.yaml.Problem;
import io.diptych.catalog.yaml.Section;
import io.diptych.events.Stage;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Profile;
import io.diptych.quality.check.Profile.Rule;
import io.diptych.quality.check.Thresholds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads quality profiles and notes every mistake in them: an unknown check or threshold, a share
/// that is none, a stage
/// with no profile or with two.
final class ProfileReader {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Thresholds> checks = Checks.thresholds();
    private final Map<Stage, Profile> byStage = new EnumMap<>(Stage.class);

    private ProfileReader(String file) {
        this.file = file;
    }

    static Profiles read(String file, String yaml) {
        return new ProfileReader(file).read(yaml);
    }

    private Profiles read(String yaml) {
        Document.parse(file, yaml, problems).ifPresent(document -> {
            String version = document.text("version");
            Section profiles = document.section("profiles");
            profiles.names()
                    .forEach(name ->
                            profile(name, version, profiles.section(name).about("profile " + name)));
            document.nothingElse();
        });
        if (problems.isEmpty()) {
            for (Stage stage : Stage.values()) {
                if (!byStage.containsKey(stage)) {
                    problems.add(new Problem(file, "the file", "profiles", "no profile for " + stage, "one"));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ProfileException(problems.stream().map(Problem::toString).toList());
        }
        return new Profiles(byStage);
    }

    private void profile(String name, String version, Section section) {
        List<Stage> stages = section.parsedEach("stages", "a stage of production", Stage::valueOf);
        Map<String, Rule> rules = rules(section.section("checks"));
        double accept = share(section, "accept_from");
        double review = share(section, "review_from");
        double confidence = share(section, "min_confidence");
        double audit = share(section, "audit_share");
        double second = section.has("second_reviewer_share") ? share(section, "second_reviewer_share") : 0;
        double nextGood = share(section, "next_good");
        long bad = section.amount("bad_image_usd").movePointRight(6).longValue();
        section.nothingElse();
        if (section.sound()) {
            Optional<Profile> profile = section.build(
                    "accept_from",
                    () -> new Profile(name, version, rules, accept, review, confidence, audit, second, bad, nextGood));
            profile.ifPresent(built -> stages.forEach(stage -> {
                if (byStage.putIfAbsent(stage, built) != null) {
                    section.wrong("stages", stage + ", which another profile has", "each stage once");
                }
            }));
        }
    }

    private Map<String, Rule> rules(Section section) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String id : section.names()) {
            Section rule = section.section(id);
            Thresholds thresholds = checks.get(id);
            if (thresholds == null) {
                section.wrong(id, "an unknown check", "one of " + checks.keySet());
                continue;
            }
            boolean hard = rule.flag("hard");
            boolean repair = rule.flag("repair");
            double weight = rule.amount("weight").doubleValue();
            Map<String, Double> own = new LinkedHashMap<>();
            rule.optionalSection("thresholds").ifPresent(values -> {
                values.names().forEach(name -> own.put(name, values.amount(name).doubleValue()));
                values.nothingElse();
            });
            rule.nothingElse();
            rule.build("thresholds", () -> new Rule(hard, weight, repair, thresholds.with(own)))
                    .ifPresent(built -> rules.put(id, built));
        }
        section.nothingElse();
        return rules;
    }

    private static double share(Section section, String field) {
        double share = section.amount(field).doubleValue();
        if (share > 1) {
            section.wrong(field, "a number from 0 to 1");
        }
        return share;
    }
}
