package io.diptych.simulator.drawing;

import io.diptych.simulator.chance.Dice;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    /// The texts as the model writes them.
    static List<String> asWritten(List<String> lines, Picture picture) {
        if (picture.flaws().contains(Flaw.GARBLED_TEXT)) {
            return garbled(lines);
        }
        return picture.flaws().contains(Flaw.TYPO) ? misspelt(lines, picture) : lines;
    }

    /// One letter or digit of the first line that has any is another one.
    private static List<String> misspelt(List<String> lines, Picture picture) {
        Dice dice = new Dice(picture.seed());
        List<String> written = new ArrayList<>(lines);
        for (int i = 0; i < written.size(); i++) {
            String line = written.get(i);
            int[] letters = IntStream.range(0, line.length())
                    .filter(at -> Character.isLetterOrDigit(line.charAt(at)))
                    .toArray();
            if (letters.length > 0) {
                long number = dice.number("typo", picture.prompt(), Integer.toString(picture.index()));
                int at = letters[(int) Math.floorMod(number, (long) letters.length)];
                written.set(i, line.substring(0, at) + other(line.charAt(at), number >>> 32) + line.substring(at + 1));
                return written;
            }
        }
        return written;
    }

    /// Another letter of the same case, or another digit.
    private static char other(char one, long number) {
        if (Character.isDigit(one)) {
            return (char) ('0' + (one - '0' + 1 + Math.floorMod(number, 9L)) % 10);
        }
        char first = Character.isUpperCase(one) ? 'A' : 'a';
        return (char) (first + Math.floorMod(one - first + 1 + Math.floorMod(number, 25L), 26L));
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
