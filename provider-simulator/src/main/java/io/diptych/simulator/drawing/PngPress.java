package io.diptych.simulator.drawing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Paints a scene band by band and compresses it as PNG (24 bit RGB, filter "up", fastest deflate).
///
/// Needs a few megabytes whatever the size of the image, because only one band exists at a time.
final class PngPress {

    private static final int BAND_ROWS = 64;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final ByteArrayOutputStream png = new ByteArrayOutputStream(1 << 17);
    private final byte[] deflated = new byte[1 << 15];

    private PngPress() {}

    static byte[] print(Scene scene) {
        return new PngPress().run(scene);
    }

    private byte[] run(Scene scene) {
        int width = scene.width();
        png.writeBytes(SIGNATURE);
        chunk("IHDR", header(width, scene.height()), 13);
        BufferedImage band = new BufferedImage(width, BAND_ROWS, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) band.getRaster().getDataBuffer()).getData();
        int[] above = new int[width];
        byte[] filtered = new byte[BAND_ROWS * (1 + 3 * width)];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            for (int top = 0; top < scene.height(); top += BAND_ROWS) {
                int rows = Math.min(BAND_ROWS, scene.height() - top);
                Graphics2D g = band.createGraphics();
                g.translate(0, -top);
                scene.paint(g, pixels, top, rows);
                g.dispose();
                deflater.setInput(filtered, 0, filter(pixels, above, filtered, width, rows));
                drain(deflater);
            }
            deflater.finish();
            drain(deflater);
        } finally {
            deflater.end();
        }
        chunk("IEND", deflated, 0);
        return png.toByteArray();
    }

    private static byte[] header(int width, int height) {
        byte[] header = new byte[13];
        putInt(header, 0, width);
        putInt(header, 4, height);
        header[8] = 8;
        header[9] = 2;
        return header;
    }

    /// Writes each row as its difference to the row above: what does not change downwards becomes zeros.
    private static int filter(int[] pixels, int[] above, byte[] filtered, int width, int rows) {
        int out = 0;
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            filtered[out++] = 2;
            for (int x = 0; x < width; x++) {
                int pixel = pixels[start + x];
                int up = above[x];
                filtered[out++] = (byte) ((pixel >> 16) - (up >> 16));
                filtered[out++] = (byte) ((pixel >> 8) - (up >> 8));
                filtered[out++] = (byte) (pixel - up);
            }
            System.arraycopy(pixels, start, above, 0, width);
        }
        return out;
    }

    private void drain(Deflater deflater) {
        int length = deflater.deflate(deflated);
        while (length > 0) {
            chunk("IDAT", deflated, length);
            length = deflater.deflate(deflated);
        }
    }

    private void chunk(String type, byte[] content, int length) {
        byte[] number = new byte[4];
        putInt(number, 0, length);
        png.writeBytes(number);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        png.writeBytes(name);
        png.write(content, 0, length);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content, 0, length);
        putInt(number, 0, (int) crc.getValue());
        png.writeBytes(number);
    }

    private static void putInt(byte[] into, int at, int value) {
        into[at] = (byte) (value >>> 24);
        into[at + 1] = (byte) (value >>> 16);
        into[at + 2] = (byte) (value >>> 8);
        into[at + 3] = (byte) value;
    }
}
