package io.diptych.simulator.drawing;

import java.awt.Color;

/// The colours of one image, chosen by number.
///
/// @param sky   top of the background
/// @param floor bottom of the background
/// @param body  the product
/// @param cap   the product's second part
/// @param paper the label
/// @param ink   the text on the label
record Palette(Color sky, Color floor, Color body, Color cap, Color paper, Color ink) {

    static Palette of(long number, boolean whiteBackground, boolean vivid) {
        float hue = ((number >>> 8) & 0xFFFF) / 65536f;
        float saturation = vivid ? 0.72f : 0.48f;
        Color sky = whiteBackground ? Color.WHITE : Color.getHSBColor(hue + 0.45f, 0.18f, 0.97f);
        Color floor = whiteBackground ? Color.WHITE : Color.getHSBColor(hue + 0.52f, 0.34f, 0.78f);
        Color body = Color.getHSBColor(hue, saturation, vivid ? 0.80f : 0.70f);
        Color cap = Color.getHSBColor(hue + 0.08f, saturation + 0.15f, 0.38f);
        return new Palette(sky, floor, body, cap, new Color(0xFBF8F0), new Color(0x22242A));
    }

    /// The same colours but for the product's.
    Palette withBody(Color other) {
        return new Palette(sky, floor, other, other.darker().darker(), paper, ink);
    }
}
