package io.diptych.simulator.drawing;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the drawing takes from a prompt.
///
/// @param whiteBackground whether the prompt asks for a white background
/// @param label           up to two quoted texts, to be lettered on the product
/// @param shape           which product it names, as [Product] counts them; -1 if none
/// @param colour          the colour it names first, background aside; null if none
record PromptCues(
        boolean whiteBackground,
        List<String> label,
        int shape,
        @Nullable Color colour) {

    private static final Pattern WHITE = Pattern.compile(
            "white[- ]?(studio |seamless )?(background|backdrop)|background[: ]+(pure |plain )?white|白底|白色背景");
    private static final Pattern QUOTED = Pattern.compile(
            "\"([^\"\\n]{1,60})\"|“([^”\\n]{1,60})”|「([^」\\n]{1,60})」|(?<![\\p{L}\\p{N}])'([^'\\n]{1,60})'(?!\\p{L})");

    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("\\b(bottles?|flasks?|serum|lotion|shampoo)\\b|瓶"),
            Pattern.compile("\\b(box|boxes|carton|package|speaker|book)\\b|盒"),
            Pattern.compile("\\b(jars?|candles?|tins?|cans?)\\b|罐"),
            Pattern.compile("\\b(mugs?|cups?|kettles?|teapots?)\\b|杯|壶"),
            Pattern.compile("\\b(pouch|pouches|bags?|sachets?|backpacks?)\\b|袋|包"));
    private static final Map<String, Color> COLOURS = Map.ofEntries(
            Map.entry("red", new Color(0xC8342C)),
            Map.entry("orange", new Color(0xE07A22)),
            Map.entry("yellow", new Color(0xE5C02B)),
            Map.entry("green", new Color(0x3E8E4A)),
            Map.entry("teal", new Color(0x1F8A8A)),
            Map.entry("blue", new Color(0x2F62B8)),
            Map.entry("navy", new Color(0x22325E)),
            Map.entry("purple", new Color(0x70449C)),
            Map.entry("pink", new Color(0xDD7FA0)),
            Map.entry("brown", new Color(0x7A5236)),
            Map.entry("black", new Color(0x2A2A2E)),
            Map.entry("grey", new Color(0x85888C)),
            Map.entry("gray", new Color(0x85888C)));
    private static final Pattern COLOUR = Pattern.compile(
            "\\b(red|orange|yellow|green|teal|blue|navy|purple|pink|brown|black|grey|gray)\\b(?! (?:background|backdrop))");

    static PromptCues of(String prompt) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        boolean white = WHITE.matcher(lower).find();
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
        Matcher colour = COLOUR.matcher(lower);
        return new PromptCues(white, label, shape(lower), colour.find() ? COLOURS.get(colour.group(1)) : null);
    }

    /// The product that is named first.
    private static int shape(String prompt) {
        int shape = -1;
        int earliest = Integer.MAX_VALUE;
        for (int i = 0; i < SHAPES.size(); i++) {
            Matcher named = SHAPES.get(i).matcher(prompt);
            if (named.find() && named.start() < earliest) {
                earliest = named.start();
                shape = i;
            }
        }
        return shape;
    }
}
