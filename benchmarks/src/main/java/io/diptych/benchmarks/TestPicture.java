package io.diptych.benchmarks;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// A picture with grain and shapes, so that it compresses as a photograph does.
final class TestPicture {
    private TestPicture() {}

    /// A PNG file.
    static byte[] png(int side, long seed, String text) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int shade = 90 + 80 * x / side + 40 * y / side + random.nextInt(3);
                row[x] = (shade << 16) | ((shade - 20) << 8) | (255 - shade);
            }
            image.setRGB(0, y, side, 1, row, 0, side);
        }
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < 14; i++) {
            canvas.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.4f + 0.6f * random.nextFloat()));
            canvas.fillOval(random.nextInt(side), random.nextInt(side), side / 6, side / 5);
        }
        if (!text.isEmpty()) {
            canvas.setColor(Color.WHITE);
            canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, side / 22));
            canvas.drawString(text, side / 12, side / 8);
        }
        canvas.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", file)) {
            throw new IllegalStateException("no writer for PNG");
        }
        return file.toByteArray();
    }

    /// A PNG that is small as a file and claims to be huge: nothing but its header.
    static byte[] bomb(int side) throws IOException {
        byte[] small = png(16, 1, "");
        ByteBuffer bytes = ByteBuffer.wrap(small);
        bytes.putInt(16, side).putInt(20, side);
        CRC32 checksum = new CRC32();
        checksum.update(small, 12, 17);
        bytes.putInt(29, (int) checksum.getValue());
        return small;
    }
}
