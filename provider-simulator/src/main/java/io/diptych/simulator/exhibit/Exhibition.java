package io.diptych.simulator.exhibit;

import io.diptych.simulator.chance.Dice;
import io.diptych.simulator.drawing.Commission;
import io.diptych.simulator.drawing.Defect;
import io.diptych.simulator.drawing.Flaw;
import io.diptych.simulator.drawing.Picture;
import io.diptych.simulator.drawing.Studio;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Draws exhibits: two in five are flawless, the others show each defect equally often, in each way that an image comes
/// about: from words, from a reference of the subject, and by an edit under a mask. The same seed and number give the
/// same exhibit on one machine.
public final class Exhibition {
    private static final List<String> PURPOSES = List.of("white-background", "scene", "poster");
    private static final List<String> MODELS = List.of("gpt-image-2", "gemini-3.1-flash-image", "gpt-image-2.5");
    private static final List<int[]> SIZES = List.of(
            new int[] {1024, 1024},
            new int[] {1024, 1024},
            new int[] {1536, 1024},
            new int[] {1024, 1536},
            new int[] {1200, 896},
            new int[] {848, 1264});
    private static final String WRONG_SIZE = "wrong_size";
    private static final String BROKEN_OFF = "broken_off";
    private static final double FLAWLESS = 0.4;

    private final Studio studio;
    private final Dice dice;

    public Exhibition(Studio studio, long seed) {
        this.studio = studio;
        this.dice = new Dice(seed);
    }

    /// Draws one.
    ///
    /// @param number 0 for the first one, and so on
    public Exhibit draw(int number) throws InterruptedException {
        String purpose = PURPOSES.get(number % PURPOSES.size());
        return draw(purpose, defect(purpose, number / PURPOSES.size()), number);
    }

    /// Draws the same one as it would be if nothing were wrong with it.
    public byte[] flawless(Exhibit exhibit, int number) throws InterruptedException {
        Work work = work(exhibit.purpose(), exhibit.defect(), number);
        return studio.draw(work.commission(Defect.NONE, Set.of()));
    }

    /// Every fifth and every third after it is flawless; the defects take turns in between.
    private static String defect(String purpose, int turn) {
        List<String> defects = defects(purpose);
        int bad = (int) Math.floor(turn * (1 - FLAWLESS));
        boolean isBad = (int) Math.floor((turn + 1) * (1 - FLAWLESS)) > bad;
        return isBad ? defects.get(bad % defects.size()) : Exhibit.NONE;
    }

    /// What can be wrong with an image for this purpose.
    public static List<String> defects(String purpose) {
        return Stream.concat(
                        Arrays.stream(Flaw.values())
                                .filter(flaw -> purpose.equals("white-background")
                                        || (flaw != Flaw.OFF_WHITE && flaw != Flaw.SHADED_WHITE))
                                .map(Flaw::label),
                        Stream.of(WRONG_SIZE, BROKEN_OFF))
                .toList();
    }

    private Exhibit draw(String purpose, String defect, int number) throws InterruptedException {
        Work work = work(purpose, defect, number);
        byte[] image = studio.draw(
                work.commission(defect.equals(WRONG_SIZE) ? Defect.WRONG_SIZE : Defect.NONE, flaws(defect)));
        double kept = 0.3 + 0.6 * dice.share("broken off", Integer.toString(number));
        byte[] sent = work.references().isEmpty() ? null : work.references().getFirst();
        return new Exhibit(
                purpose,
                defect,
                defect.equals(BROKEN_OFF) ? Arrays.copyOf(image, (int) (image.length * kept)) : image,
                "image/" + work.format(),
                work.size()[0],
                work.size()[1],
                work.brief().lines(),
                work.mask() == null ? sent : null,
                work.mask() == null ? null : sent,
                work.mask());
    }

    private Work work(String purpose, String defect, int number) throws InterruptedException {
        String id = Integer.toString(number);
        int[] size = Brief.pick(SIZES, dice, "size", id);
        Way way = way(defect, id);
        Brief brief = Brief.of(purpose, dice, id);
        boolean isAnother = defect.equals(Flaw.SUBJECT_CHANGED.label());
        return new Work(
                dice.seed(),
                Brief.pick(MODELS, dice, "model", id),
                way == Way.FROM_REFERENCE && !isAnother ? brief.unquoted() : brief,
                size,
                number,
                way == Way.FROM_WORDS ? List.of() : List.of(reference(purpose, size, number)),
                way == Way.UNDER_MASK ? Masks.aroundTheMiddle(size[0], size[1]) : null,
                dice.share("format", id) < 0.15 ? "jpeg" : "png");
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Work(
            long seed,
            String model,
            Brief brief,
            int[] size,
            int number,
            List<byte[]> references,
            byte @Nullable [] mask,
            String format) {
        Commission commission(Defect defect, Set<Flaw> flaws) {
            Picture picture = new Picture(seed, model, brief.prompt(), size[0], size[1], number, defect);
            return new Commission(picture.with(flaws), references, mask, false, format);
        }
    }

    /// The product as it was photographed for the reference: on white, except where white is asked for.
    private byte[] reference(String purpose, int[] size, int number) throws InterruptedException {
        Brief brief = Brief.of(purpose, dice, Integer.toString(number)).elsewhere(purpose);
        return studio.draw(new Picture(dice.seed(), "camera", brief.prompt(), size[0], size[1], number, Defect.NONE));
    }

    private static Set<Flaw> flaws(String defect) {
        return defect.equals(Exhibit.NONE) || defect.equals(WRONG_SIZE) || defect.equals(BROKEN_OFF)
                ? Set.of()
                : Set.of(Flaw.valueOf(defect.toUpperCase(Locale.ROOT)));
    }

    /// How an image comes about. Some defects come about in one way only.
    private Way way(String defect, String id) {
        double lot = dice.share("way", id);
        return switch (defect) {
            case "subject_changed" -> Way.FROM_REFERENCE;
            case "outside_mask" -> Way.UNDER_MASK;
            case "garbled_text", "typo", "shaded_white" -> Way.FROM_WORDS;
            default -> lot < 0.6 ? Way.FROM_WORDS : lot < 0.8 ? Way.FROM_REFERENCE : Way.UNDER_MASK;
        };
    }

    private enum Way {
        FROM_WORDS,
        FROM_REFERENCE,
        UNDER_MASK
    }
}
