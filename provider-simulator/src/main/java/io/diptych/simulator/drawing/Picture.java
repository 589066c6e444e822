package io.diptych.simulator.drawing;

/// An image to draw. Equal pictures give equal bytes on one machine.
///
/// @param width  of the image asked for, in pixels
/// @param height of the image asked for, in pixels
/// @param index  0 for the first image of a call, and so on: each looks different
public record Picture(long seed, String model, String prompt, int width, int height, int index, Defect defect) {

    public Picture {
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
}
