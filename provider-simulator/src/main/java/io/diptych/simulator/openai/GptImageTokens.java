package io.diptych.simulator.openai;

import java.util.Map;

/// How many output tokens an image has.
final class GptImageTokens {

    /// gpt-image-1, 1.5 and mini: OpenAI's table.
    private static final Map<String, Map<String, Integer>> TABLE = Map.of(
            "1024x1024", Map.of("low", 272, "medium", 1056, "high", 4160),
            "1024x1536", Map.of("low", 408, "medium", 1584, "high", 6240),
            "1536x1024", Map.of("low", 400, "medium", 1568, "high", 6208));

    /// Output tokens of an unfinished image.
    static final int PARTIAL = 100;

    private static final int INPUT_BASE = 65 + 129;
    private static final int INPUT_SQUARE = 4160;
    private static final int INPUT_OBLONG = 6240;

    private GptImageTokens() {}

    /// Input tokens of an image at high fidelity: the simulator takes the published counts of gpt-image-1 for one tile
    /// and for the fidelity's surcharge.
    static int ofInput(int width, int height) {
        return INPUT_BASE + (width == height ? INPUT_SQUARE : INPUT_OBLONG);
    }

    /// gpt-image-2 and later: a grid of `detail` cells along the longer edge, dearer the more pixels there are.
    static int byFormula(int detail, ImageSize size) {
        long longer = Math.max(size.width(), size.height());
        long shorter = Math.min(size.width(), size.height());
        long cells = (2L * detail * shorter + longer) / (2 * longer);
        return (int) ((detail * cells * (2_000_000L + (long) size.width() * size.height()) + 3_999_999) / 4_000_000);
    }

    static int byTable(String quality, ImageSize size) {
        Integer tokens = TABLE.getOrDefault(size.toString(), Map.of()).get(quality);
        if (tokens == null) {
            throw new IllegalArgumentException("no token count for quality " + quality + " and size " + size);
        }
        return tokens;
    }

    static boolean knows(ImageSize size) {
        return TABLE.containsKey(size.toString());
    }
}
