package io.diptych.simulator.openai;

import java.util.Map;

/// How many output tokens an image has.
final class GptImageTokens {

    /// gpt-image-1, 1.5 and mini: OpenAI's table.
    private static final Map<String, Map<String, Integer>> TABLE = Map.of(
            "1024x1024", Map.of("low", 272, "medium", 1056, "high", 4160),
            "1024x1536", Map.of("low", 408, "medium", 1584, "high", 6240),
            "1536x1024", Map.of("low", 400, "medium", 1568, "high", 6208));

    private GptImageTokens() {}

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
