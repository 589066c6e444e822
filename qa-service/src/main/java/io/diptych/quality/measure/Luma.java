package io.diptych.quality.measure;

import io.diptych.quality.intake.Picture;

/// A plane of brightness, 0..255, row by row.
///
/// @param values not to be written to
@SuppressWarnings("ArrayRecordComponent") // a plane of pixels; never compared
public record Luma(int width, int height, float[] values) {

    /// The brightness of a picture, at its own size.
    public static Luma of(Picture picture) {
        byte[] bytes = picture.lumas();
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return new Luma(picture.width(), picture.height(), values);
    }

    /// The brightness of a picture at half its size, each value the mean of four pixels: noise is
    /// halved, detail stays.
    public static Luma halfOf(Picture picture) {
        byte[] bytes = picture.lumas();
        int from = picture.width();
        int width = Math.max(1, picture.width() / 2);
        int height = Math.max(1, picture.height() / 2);
        float[] values = new float[width * height];
        int right = picture.width() > 1 ? 1 : 0;
        int below = picture.height() > 1 ? from : 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0, i = 2 * y * from; x < width; x++, i += 2) {
                values[y * width + x] = ((bytes[i] & 0xFF)
                                + (bytes[i + right] & 0xFF)
                                + (bytes[i + below] & 0xFF)
                                + (bytes[i + below + right] & 0xFF))
                        / 4f;
            }
        }
        return new Luma(width, height, values);
    }
}
