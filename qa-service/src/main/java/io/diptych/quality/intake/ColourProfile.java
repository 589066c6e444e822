package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The colour profile of a PNG, which the reader ignores.
final class ColourProfile {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private ColourProfile() {}

    /// The image with the colours that its profile means. An image without one, with one of sRGB, or with one that
    /// cannot be used, is left alone: then its numbers are taken for sRGB, as every viewer does.
    static BufferedImage apply(Optional<byte[]> chunk, BufferedImage image) {
        if (chunk.isEmpty()
                || image.getColorModel().getNumColorComponents() != 3
                || !(image.getColorModel() instanceof ComponentColorModel colours)) {
            return image;
        }
        try {
            byte[] profile = inflate(chunk.get());
            if (new String(profile, ISO_8859_1).contains("sRGB IEC61966")) {
                return image;
            }
            ICC_Profile icc = ICC_Profile.getInstance(profile);
            if (icc.getColorSpaceType() != ColorSpace.TYPE_RGB) {
                return image;
            }
            ComponentColorModel meant = new ComponentColorModel(
                    new ICC_ColorSpace(icc),
                    colours.hasAlpha(),
                    false,
                    colours.hasAlpha() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                    colours.getTransferType());
            return new BufferedImage(meant, image.getRaster(), false, null);
        } catch (DataFormatException | RuntimeException e) {
            return image;
        }
    }

    private static byte[] inflate(byte[] chunk) throws DataFormatException {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        int start = Math.min(name + 2, chunk.length);
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk, start, chunk.length - start);
            byte[] part = new byte[8192];
            while (!inflater.finished() && profile.size() < MOST_BYTES) {
                int length = inflater.inflate(part);
                if (length == 0) {
                    break;
                }
                profile.write(part, 0, length);
            }
        } finally {
            inflater.end();
        }
        return profile.toByteArray();
    }
}
