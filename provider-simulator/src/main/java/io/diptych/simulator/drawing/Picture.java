package io.diptych.simulator.drawing;

import java.util.Set;

/// An image to draw. Equal pictures give equal bytes on one machine.
///
/// @param width  of the image asked for, in pixels
/// @param height of the image asked for, in pixels
/// @param index  0 for the first image of a call, and so on: each looks different
/// @param flaws  what the model gets wrong
public record Picture(
        long seed, String model, String prompt, int width, int height, int index, Defect defect, Set<Flaw> flaws) {

    public Picture {
        flaws = Set.copyOf(flaws);
        if (width < 16 || height < 16) {
            throw new IllegalArgumentException("size is " + width + "x" + height + ", but must be at least 16x16");
        }
        if (defect == Defect.WRONG_RATIO) {
            width = width * 3 / 4;
        }
        if (defect == Defect.WRONG_SIZE) {
            width = width / 2;
            height = height / 2;
        }
    }

    /// A picture without flaws.
    public Picture(long seed, String model, String prompt, int width, int height, int index, Defect defect) {
        this(seed, model, prompt, width, height, index, defect, Set.of());
    }

    /// The same picture with these flaws.
    public Picture with(Set<Flaw> more) {
        Defect worst = more.contains(Flaw.BLANK)
                ? Defect.BLANK
                : more.contains(Flaw.WRONG_RATIO) ? Defect.WRONG_RATIO : defect;
        return new Picture(seed, model, prompt, width, height, index, worst, more);
    }
}
