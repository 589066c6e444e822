package io.diptych.quality.check;

import io.diptych.quality.text.Lettering;
import io.diptych.quality.text.TextReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every check there is, cheap ones first.
public final class Checks {
    private final List<Check> all;

    public Checks(TextReader reader) {
        this.all = List.of(
                new ResolutionCheck(),
                new BlankCheck(),
                new WhiteBackgroundCheck(),
                new NoiseCheck(),
                new JpegArtefactsCheck(),
                new BlurCheck(),
                new DuplicateCheck(),
                new StyleDriftCheck(),
                new EditDamageCheck(),
                new OutsideMaskCheck(),
                new SubjectCheck(),
                new TextCheck(new Lettering(reader)));
    }

    /// Thresholds of every check, by its id, as they are without a profile.
    public static Map<String, Thresholds> thresholds() {
        Map<String, Thresholds> thresholds = new TreeMap<>();
        new Checks(TextReader.none()).all.forEach(check -> thresholds.put(check.id(), check.thresholds()));
        return thresholds;
    }

    List<Check> all() {
        return all;
    }

    Optional<Check> named(String id) {
        return all.stream().filter(check -> check.id().equals(id)).findFirst();
    }
}
