package io.diptych.simulator.openai;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Width and height of an image in pixels.
record ImageSize(int width, int height) {

    static final ImageSize SQUARE = new ImageSize(1024, 1024);

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
    private static final int MIN_PIXELS = 655_360;
    private static final int MAX_PIXELS = 8_294_400;
    private static final int MAX_EDGE = 3840;

    static Optional<ImageSize> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /// Why a model of free sizes does not make this one; empty if it does.
    Optional<String> objection() {
        if (width % 16 != 0 || height % 16 != 0) {
            return Optional.of("Width and height must both be divisible by 16.");
        }
        if (Math.max(width, height) > MAX_EDGE) {
            return Optional.of("The longest edge must be at most " + MAX_EDGE + " pixels.");
        }
        if (width > 3 * height || height > 3 * width) {
            return Optional.of("The aspect ratio must be between 1:3 and 3:1.");
        }
        int pixels = width * height;
        if (pixels < MIN_PIXELS || pixels > MAX_PIXELS) {
            return Optional.of("The number of pixels must be between " + MIN_PIXELS + " and " + MAX_PIXELS + ".");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
