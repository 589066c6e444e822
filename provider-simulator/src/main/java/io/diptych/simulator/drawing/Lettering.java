package io.diptych.simulator.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The text on a label, fitted into its box; plain bars where the machine has no fonts.
final class Lettering {

    private static final Logger log = LoggerFactory.getLogger(Lettering.class);
    private static final @Nullable Font FONT = findFont();

    private Lettering() {}

    private static @Nullable Font findFont() {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.BOLD, 100);
            font.createGlyphVector(context(), "A").getVisualBounds();
            return font;
        } catch (RuntimeException | LinkageError | InternalError e) {
            log.atWarn().addKeyValue("error", e.toString()).log("no fonts on this machine, labels get bars for text");
            return null;
        }
    }

    private static FontRenderContext context() {
        return new FontRenderContext(null, true, true);
    }

    /// The texts as a model writes them that cannot spell: each letter and digit is another one.
    static List<String> garbled(List<String> lines) {
        return lines.stream()
                .map(line -> line.codePoints()
                        .map(c -> Character.isLetterOrDigit(c) ? 'A' + (c * 7 + 3) % 26 : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }

    static void draw(Graphics2D g, List<String> lines, Rectangle2D box) {
        double lineHeight = box.getHeight() / lines.size();
        for (int i = 0; i < lines.size(); i++) {
            line(g, lines.get(i), box.getX(), box.getY() + i * lineHeight, box.getWidth(), lineHeight);
        }
    }

    private static void line(Graphics2D g, String text, double x, double y, double width, double height) {
        if (FONT == null) {
            g.fill(new Rectangle2D.Double(x + width * 0.1, y + height * 0.35, width * 0.8, height * 0.3));
            return;
        }
        GlyphVector glyphs = FONT.createGlyphVector(context(), text);
        Rectangle2D bounds = glyphs.getVisualBounds();
        double scale = Math.min(width * 0.9 / bounds.getWidth(), height * 0.62 / bounds.getHeight());
        AffineTransform place = new AffineTransform();
        place.translate(x + width / 2, y + height / 2);
        place.scale(scale, scale);
        place.translate(-bounds.getCenterX(), -bounds.getCenterY());
        g.fill(place.createTransformedShape(glyphs.getOutline()));
    }
}
