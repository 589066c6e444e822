package io.diptych.simulator.drawing;

import io.diptych.simulator.chance.Dice;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// How often each model gets what wrong. Nothing goes wrong until a profile is set.
///
/// Whether a picture is struck depends on its seed, model, prompt and index, so a run can be repeated; a flaw's rate
/// may
/// be raised and all pictures that had it before have it still.
public final class QualityProfiles {

    private static final String ANY = "*";

    private final AtomicReference<Map<String, Map<Flaw, Double>>> rates = new AtomicReference<>(Map.of());

    /// Sets the profiles that hold from now on.
    ///
    /// @param byModel rates, 0 to 1, by model; `*` stands for every model that is not named
    /// @throws IllegalArgumentException if a rate is not a share
    public void set(Map<String, Map<Flaw, Double>> byModel) {
        byModel.forEach((model, profile) -> profile.forEach((flaw, rate) -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException(
                        model + ": " + flaw.label() + " is " + rate + ", but must be between 0 and 1");
            }
        }));
        Map<String, Map<Flaw, Double>> copy = new TreeMap<>();
        byModel.forEach((model, profile) -> copy.put(model, Map.copyOf(profile)));
        rates.set(copy);
    }

    /// The profiles in force.
    public Map<String, Map<Flaw, Double>> inForce() {
        return Map.copyOf(rates.get());
    }

    /// The picture as the model makes it.
    Picture applyTo(Picture picture) {
        Map<String, Map<Flaw, Double>> now = rates.get();
        Map<Flaw, Double> profile = now.getOrDefault(picture.model(), now.getOrDefault(ANY, Map.of()));
        if (profile.isEmpty() || picture.defect() != Defect.NONE) {
            return picture;
        }
        Dice dice = new Dice(picture.seed());
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        profile.forEach((flaw, rate) -> {
            String index = Integer.toString(picture.index());
            if (dice.share("flaw", flaw.label(), picture.model(), picture.prompt(), index) < rate) {
                flaws.add(flaw);
            }
        });
        return flaws.isEmpty() ? picture : picture.with(flaws);
    }
}
