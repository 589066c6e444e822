package io.diptych.simulator.drawing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A picture to make from what the caller sent along.
///
/// @param references  encoded images, the one that is changed first; empty to make a picture from words
/// @param mask        a PNG: where it is transparent, the first reference is painted anew; null to change all of it
/// @param transparent whether the background is left out
/// @param format      `png` or `jpeg`
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Commission(
        Picture picture, List<byte[]> references, byte @Nullable [] mask, boolean transparent, String format) {

    public Commission {
        references = List.copyOf(references);
        if (!format.equals("png") && !format.equals("jpeg")) {
            throw new IllegalArgumentException("format is " + format + ", but must be png or jpeg");
        }
    }

    /// A picture without a mask, on a background.
    public static Commission unmasked(Picture picture, List<byte[]> references, String format) {
        return new Commission(picture, references, null, false, format);
    }

    /// The same commission of another picture.
    Commission of(Picture other) {
        return new Commission(other, references, mask, transparent, format);
    }

    /// Whether it is nothing but the picture, as a PNG.
    boolean isPlain() {
        return references.isEmpty()
                && !transparent
                && format.equals("png")
                && picture.defect() != Defect.LARGE
                && !Wear.strikes(picture);
    }

    /// The flaws that can be seen: no background is off white where none was to be white, and no word is wrong
    /// where there are none.
    Set<Flaw> visibleFlaws() {
        PromptCues cues = PromptCues.of(picture.prompt());
        return picture.flaws().stream()
                .filter(flaw -> switch (flaw) {
                    case OFF_WHITE, SHADED_WHITE -> cues.whiteBackground() && !transparent;
                    case GARBLED_TEXT, TYPO -> !cues.label().isEmpty();
                    case OUTSIDE_MASK -> mask != null;
                    case WRONG_RATIO, BLANK, SUBJECT_CHANGED, BLURRED, NOISY, BLOCKY -> true;
                })
                .collect(Collectors.toSet());
    }
}
