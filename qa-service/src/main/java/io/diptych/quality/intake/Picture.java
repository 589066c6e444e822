package io.diptych.quality.intake;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A decoded image in sRGB without transparency: what was transparent lies on white. Its pixels
/// never change.
public final class Picture {
    private final int width;
    private final int height;
    private final int[] pixels;
    private final BitSet clear;
    private final boolean hadAlpha;
    private volatile byte @Nullable [] luma;

    private Picture(int width, int height, int[] pixels, BitSet clear, boolean hadAlpha) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.clear = clear;
        this.hadAlpha = hadAlpha;
    }

    /// The picture of an image of any colour model.
    public static Picture of(BufferedImage image) {
        BufferedImage seen = onScreen(image);
        boolean alpha = image.getColorModel().hasAlpha();
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = rgb.createGraphics();
        try {
            canvas.drawImage(seen, 0, 0, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        int[] pixels = ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData();
        return new Picture(
                image.getWidth(), image.getHeight(), pixels, alpha ? clearPixels(seen) : new BitSet(), alpha);
    }

    /// The picture of pixels, 0xRRGGBB, row by row.
    public static Picture of(int width, int height, int[] pixels) {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException("pixels are " + pixels.length + ", must be " + width + "x" + height);
        }
        int[] opaque = new int[pixels.length];
        for (int i = 0; i < opaque.length; i++) {
            opaque[i] = pixels[i] & 0xFFFFFF;
        }
        return new Picture(width, height, opaque, new BitSet(), false);
    }

    /// In pixels.
    public int width() {
        return width;
    }

    /// In pixels.
    public int height() {
        return height;
    }

    /// A pixel as 0xRRGGBB.
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xFFFFFF;
    }

    /// The pixels of a row as 0xRRGGBB, written to `into`, which must have room for [#width()] of them.
    public void row(int y, int[] into) {
        for (int x = 0, from = y * width; x < width; x++, from++) {
            into[x] = pixels[from] & 0xFFFFFF;
        }
    }

    /// A copy of the pixels as 0xRRGGBB, row by row.
    public int[] copyOfPixels() {
        int[] copy = new int[pixels.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = pixels[i] & 0xFFFFFF;
        }
        return copy;
    }

    /// Luma of Rec. 601, 0..255, of a pixel of [#lumas()].
    public int luma(int x, int y) {
        return lumas()[y * width + x] & 0xFF;
    }

    /// Luma of Rec. 601 of every pixel as unsigned bytes, row by row. Shared: not to be written to.
    public byte[] lumas() {
        byte[] known = luma;
        if (known == null) {
            known = new byte[pixels.length];
            for (int i = 0; i < known.length; i++) {
                int rgb = pixels[i];
                known[i] = (byte) ((77 * (rgb >> 16 & 0xFF) + 150 * (rgb >> 8 & 0xFF) + 29 * (rgb & 0xFF)) >> 8);
            }
            luma = known;
        }
        return known;
    }

    /// Whether the file had an alpha channel.
    public boolean hadAlpha() {
        return hadAlpha;
    }

    /// Whether a pixel was more transparent than not.
    public boolean wasClear(int x, int y) {
        return clear.get(y * width + x);
    }

    /// The picture no longer than so many pixels a side, each pixel the mean of those it stands for.
    public Picture within(int longestSide) {
        int factor = Math.ceilDiv(Math.max(width, height), longestSide);
        return factor <= 1 ? this : resized(Math.max(1, width / factor), Math.max(1, height / factor));
    }

    /// The picture at another size, each pixel the mean of those it stands for (the nearest one
    /// when enlarged).
    public Picture resized(int toWidth, int toHeight) {
        if (toWidth == width && toHeight == height) {
            return this;
        }
        int[] to = new int[toWidth * toHeight];
        BitSet toClear = new BitSet();
        for (int y = 0; y < toHeight; y++) {
            int top = (int) ((long) y * height / toHeight);
            int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / toHeight));
            for (int x = 0; x < toWidth; x++) {
                int left = (int) ((long) x * width / toWidth);
                int right = Math.max(left + 1, (int) ((long) (x + 1) * width / toWidth));
                to[y * toWidth + x] = mean(left, top, right, bottom);
                toClear.set(y * toWidth + x, clear.get(((top + bottom) / 2) * width + (left + right) / 2));
            }
        }
        return new Picture(toWidth, toHeight, to, toClear, hadAlpha);
    }

    /// The picture as an image of type INT_RGB.
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    int index(int x, int y) {
        return y * width + x;
    }

    /// The same pixels in another order.
    ///
    /// @param turned whether width and height change places
    Picture rearranged(boolean turned, Origin origin) {
        int toWidth = turned ? height : width;
        int toHeight = turned ? width : height;
        int[] to = new int[pixels.length];
        BitSet toClear = new BitSet();
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                int from = origin.of(x, y);
                to[y * toWidth + x] = pixels[from];
                toClear.set(y * toWidth + x, clear.get(from));
            }
        }
        return new Picture(toWidth, toHeight, to, toClear, hadAlpha);
    }

    /// Where a pixel of a rearranged picture comes from.
    @FunctionalInterface
    interface Origin {
        int of(int x, int y);
    }

    private int mean(int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int rgb = pixels[y * width + x];
                red += rgb >> 16 & 0xFF;
                green += rgb >> 8 & 0xFF;
                blue += rgb & 0xFF;
            }
        }
        long n = (long) (right - left) * (bottom - top);
        return (int) ((((red + n / 2) / n) << 16) | (((green + n / 2) / n) << 8) | ((blue + n / 2) / n));
    }

    /// Java takes grey of two bands or of 16 bits for linear light and brightens it, and converts
    /// foreign colour spaces
    /// pixel by pixel; both are done here.
    private static BufferedImage onScreen(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel || model.getColorSpace().isCS_sRGB()) {
            return image;
        }
        boolean alpha = model.hasAlpha();
        BufferedImage seen = new BufferedImage(
                image.getWidth(), image.getHeight(), alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        return model.getNumColorComponents() == 1 ? grey(image, seen) : new ColorConvertOp(null).filter(image, seen);
    }

    private static BufferedImage grey(BufferedImage image, BufferedImage into) {
        Raster raster = image.getRaster();
        int shift = image.getColorModel().getComponentSize(0) - 8;
        boolean alpha = image.getColorModel().hasAlpha();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int shade = raster.getSample(x, y, 0) >> shift;
                int opacity = alpha ? raster.getSample(x, y, 1) >> shift : 0xFF;
                into.setRGB(x, y, opacity << 24 | shade << 16 | shade << 8 | shade);
            }
        }
        return into;
    }

    private static BitSet clearPixels(BufferedImage image) {
        BitSet clear = new BitSet();
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                if (row[x] >>> 24 < 128) {
                    clear.set(y * row.length + x);
                }
            }
        }
        return clear;
    }
}
