package io.diptych.worker.prompt;

import io.diptych.events.ReferenceRole;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says in a family's dialect what each reference image is for. The mask is no image to a model, and is left out.
final class ReferenceWords {
    private static final String NANO_BANANA = "nano-banana";
    private static final List<String> ORDINALS = List.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth");

    private ReferenceWords() {}

    /// Words to put before the prompt; empty where there is nothing to say.
    ///
    /// Nano Banana is told by numbered declarations, as its guide has it; others by a sentence for each.
    static String before(String family, List<ReferenceRole> roles) {
        List<ReferenceRole> images =
                roles.stream().filter(role -> role != ReferenceRole.MASK).toList();
        if (images.isEmpty() || family.equals("veo")) {
            return "";
        }
        return IntStream.range(0, images.size())
                        .mapToObj(i -> family.equals(NANO_BANANA)
                                ? "Image " + (i + 1) + ": " + declared(images.get(i))
                                : sentence(i, images.get(i)))
                        .collect(Collectors.joining(family.equals(NANO_BANANA) ? "\n" : " "))
                + "\n\n";
    }

    private static String declared(ReferenceRole role) {
        return switch (role) {
            case SUBJECT -> "the subject. Keep its shape, colours, material and lettering exactly.";
            case STYLE -> "the style. Take its light, palette and mood, none of its objects.";
            case SCENE -> "the scene. Use it as the surroundings.";
            case FIRST_FRAME -> "the frame to begin with.";
            case MASK -> "the mask.";
        };
    }

    private static String sentence(int index, ReferenceRole role) {
        String which = "the " + (index < ORDINALS.size() ? ORDINALS.get(index) : "next") + " image";
        return switch (role) {
            case SUBJECT -> "Keep the product in " + which + " exactly as it is.";
            case STYLE -> "Follow the light, palette and mood of " + which + ".";
            case SCENE -> "Place it in the surroundings of " + which + ".";
            case FIRST_FRAME -> "Begin with " + which + ".";
            case MASK -> "";
        };
    }
}
