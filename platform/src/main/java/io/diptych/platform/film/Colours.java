package io.diptych.platform.film;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.jcodec.common.model.Picture;

/// How brightness and colour of a film's pictures become red, green and blue (ITU-T H.264, table E-5).
final class Colours {
    private static final int BT709 = 1;
    private static final int UNSPECIFIED = 2;
    private static final int BT2020 = 9;
    private static final int FEWEST_LINES_OF_BT709 = 720;
    private static final int ONE = 1 << 16;

    private final int offset;
    private final int bright;
    private final int redOfCr;
    private final int greenOfCb;
    private final int greenOfCr;
    private final int blueOfCb;

    /// A film that does not say which colours it has is taken as players take it: by its size.
    Colours(AvcSequence sequence) {
        int lines = Math.min(sequence.widthInBlocks(), sequence.blocks() / sequence.widthInBlocks()) * 16;
        int matrix = sequence.matrix() == UNSPECIFIED && lines >= FEWEST_LINES_OF_BT709 ? BT709 : sequence.matrix();
        double red = switch (matrix) {
            case BT709 -> 0.2126;
            case BT2020 -> 0.2627;
            default -> 0.299;
        };
        double blue = switch (matrix) {
            case BT709 -> 0.0722;
            case BT2020 -> 0.0593;
            default -> 0.114;
        };
        double green = 1 - red - blue;
        double scale = sequence.full() ? ONE : ONE * 255.0 / 219;
        double colour = sequence.full() ? ONE : ONE * 255.0 / 224;
        offset = sequence.full() ? 0 : 16;
        bright = (int) Math.round(scale);
        redOfCr = (int) Math.round(2 * (1 - red) * colour);
        blueOfCb = (int) Math.round(2 * (1 - blue) * colour);
        greenOfCb = (int) Math.round(2 * (1 - blue) * blue / green * colour);
        greenOfCr = (int) Math.round(2 * (1 - red) * red / green * colour);
    }

    /// What of a picture is to be seen.
    BufferedImage image(Picture picture) {
        int width = picture.getCroppedWidth();
        int height = picture.getCroppedHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        // The library keeps samples 128 less than they are.
        byte[] lumas = picture.getPlaneData(0);
        byte[] cbs = picture.getPlaneData(1);
        byte[] crs = picture.getPlaneData(2);
        for (int y = 0; y < height; y++) {
            int fromY = y + picture.getStartY();
            int line = fromY * picture.getPlaneWidth(0);
            int colourLine = (fromY >> 1) * picture.getPlaneWidth(1);
            for (int x = 0; x < width; x++) {
                int fromX = x + picture.getStartX();
                int luma = (lumas[line + fromX] + 128 - offset) * bright + ONE / 2;
                int cb = cbs[colourLine + (fromX >> 1)];
                int cr = crs[colourLine + (fromX >> 1)];
                pixels[y * width + x] = channel(luma + cr * redOfCr) << 16
                        | channel(luma - cb * greenOfCb - cr * greenOfCr) << 8
                        | channel(luma + cb * blueOfCb);
            }
        }
        return image;
    }

    private static int channel(int value) {
        return Math.clamp(value >> 16, 0, 255);
    }
}
