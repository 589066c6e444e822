package io.diptych.simulator.drawing;

import io.diptych.simulator.chance.Dice;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// How often each model gets what wrong. Nothing goes wrong until a profile is set.
///
/// Whether a picture is struck depends on its seed, model, prompt and index, so a run can be repeated; a flaw's
/// rate may be raised and all pictures that had it before have it still. The same picture drawn once more has luck
/// of its own. What is wrong with the images that were drawn is remembered, by their hashes.
public final class QualityProfiles {

    private static final String ANY = "*";

    private static final int MOST_REMEMBERED = 100_000;

    private final AtomicReference<Map<String, Map<Flaw, Double>>> rates = new AtomicReference<>(Map.of());
    private final Map<String, Set<Flaw>> flawed = bounded();
    private final Map<String, Integer> drawn = bounded();

    private static <V> Map<String, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        });
    }

    /// What is wrong with images, by the SHA-256 of their files; flawless ones are left out.
    public Map<String, Set<Flaw>> flawed() {
        synchronized (flawed) {
            return Map.copyOf(flawed);
        }
    }

    /// Remembers what is wrong with an image that was drawn.
    void remember(byte[] file, Set<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            try {
                flawed.put(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)),
                        flaws);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

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
        drawn.clear();
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
        String index = turn(picture);
        profile.forEach((flaw, rate) -> {
            if (dice.share("flaw", flaw.label(), picture.model(), picture.prompt(), index) < rate) {
                flaws.add(flaw);
            }
        });
        return flaws.isEmpty() ? picture : picture.with(flaws);
    }

    /// The index of the picture, and how often it was drawn before where it was.
    private String turn(Picture picture) {
        String index = Integer.toString(picture.index());
        int times = drawn.merge(picture.model() + "|" + picture.prompt() + "|" + index, 1, Integer::sum);
        return times == 1 ? index : index + "/" + times;
    }
}
