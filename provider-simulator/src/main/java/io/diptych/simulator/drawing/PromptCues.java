package io.diptych.simulator.drawing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the drawing takes from a prompt.
///
/// @param whiteBackground whether the prompt asks for a white background
/// @param label           up to two quoted texts, to be lettered on the product
record PromptCues(boolean whiteBackground, List<String> label) {

    private static final Pattern WHITE = Pattern.compile(
            "white[- ]?(studio |seamless )?(background|backdrop)|background[: ]+(pure |plain )?white|白底|白色背景");
    private static final Pattern QUOTED = Pattern.compile(
            "\"([^\"\\n]{1,60})\"|“([^”\\n]{1,60})”|「([^」\\n]{1,60})」|(?<![\\p{L}\\p{N}])'([^'\\n]{1,60})'(?!\\p{L})");

    static PromptCues of(String prompt) {
        boolean white = WHITE.matcher(prompt.toLowerCase(Locale.ROOT)).find();
        List<String> label = QUOTED.matcher(prompt)
                .results()
                .map(found -> {
                    for (int group = 1; group <= found.groupCount(); group++) {
                        if (found.group(group) != null) {
                            return found.group(group).strip();
                        }
                    }
                    return "";
                })
                .filter(text -> !text.isEmpty())
                .limit(2)
                .toList();
        return new PromptCues(white, label);
    }
}
