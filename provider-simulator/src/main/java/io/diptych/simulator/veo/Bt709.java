package io.diptych.simulator.veo;

import java.awt.image.BufferedImage;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/// Brightness and colour as films have them (ITU-R BT.709): brightness from 16 to 235, one colour for each four pixels.
final class Bt709 {
    private static final double RED = 0.2126;
    private static final double BLUE = 0.0722;
    private static final double BRIGHT = 219.0 / 255;
    private static final double COLOUR = 224.0 / 255;
    /// The library keeps samples 128 less than they are.
    private static final int DARKEST = 16 - 128;

    private Bt709() {}

    static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Picture picture = Picture.create(width, height, ColorSpace.YUV420J);
        byte[] lumas = picture.getPlaneData(0);
        byte[] cbs = picture.getPlaneData(1);
        byte[] crs = picture.getPlaneData(2);
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x += 2) {
                double cb = 0;
                double cr = 0;
                for (int i = 0; i < 4; i++) {
                    int at = (y + i / 2) * width + x + i % 2;
                    int red = pixels[at] >> 16 & 0xFF;
                    int green = pixels[at] >> 8 & 0xFF;
                    int blue = pixels[at] & 0xFF;
                    double luma = RED * red + (1 - RED - BLUE) * green + BLUE * blue;
                    lumas[at] = (byte) (Math.round(luma * BRIGHT) + DARKEST);
                    cb += (blue - luma) / (2 * (1 - BLUE));
                    cr += (red - luma) / (2 * (1 - RED));
                }
                int at = y / 2 * (width / 2) + x / 2;
                cbs[at] = (byte) Math.round(cb / 4 * COLOUR);
                crs[at] = (byte) Math.round(cr / 4 * COLOUR);
            }
        }
        return picture;
    }
}
