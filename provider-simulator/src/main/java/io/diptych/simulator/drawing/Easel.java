package io.diptych.simulator.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Makes commissioned images, whole in memory.
final class Easel {

    private static final int PADDING = 16 << 20;
    private static final int IEND_BYTES = 12;

    /// Little compression of a PNG, which is the quickest; little loss of a JPEG.
    private static final float QUICK = 0.9f;

    private Easel() {}

    static byte[] make(Commission commission) throws IOException {
        Picture picture = commission.picture();
        if (commission.isPlain()) {
            return PngPress.print(new Scene(picture));
        }
        BufferedImage image = Wear.of(picture, paint(commission));
        byte[] bytes = encode(image, commission.format());
        return picture.defect() == Defect.LARGE ? padded(bytes, picture.seed()) : bytes;
    }

    private static BufferedImage paint(Commission commission) throws IOException {
        Scene scene = new Scene(commission.picture());
        boolean isForgotten =
                commission.mask() == null && commission.picture().flaws().contains(Flaw.SUBJECT_CHANGED);
        if (commission.references().isEmpty()
                || isForgotten
                || commission.picture().defect() == Defect.BLANK) {
            return commission.transparent() ? cutOut(scene) : raster(scene);
        }
        return Retouch.of(commission, raster(scene));
    }

    /// The whole scene in memory.
    static BufferedImage raster(Scene scene) {
        BufferedImage image = new BufferedImage(scene.width(), scene.height(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        Graphics2D g = image.createGraphics();
        scene.paint(g, pixels, 0, scene.height());
        g.dispose();
        return image;
    }

    /// The product alone, on nothing.
    private static BufferedImage cutOut(Scene scene) {
        BufferedImage whole = raster(scene);
        BufferedImage image = new BufferedImage(scene.width(), scene.height(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new TexturePaint(whole, new Rectangle2D.Double(0, 0, scene.width(), scene.height())));
        g.fill(scene.outline());
        g.dispose();
        return image;
    }

    static byte[] rough(byte[] image, int cell) throws IOException {
        BufferedImage fine = decode(image);
        int width = fine.getWidth();
        int height = fine.getHeight();
        BufferedImage coarse =
                new BufferedImage(Math.max(1, width / cell), Math.max(1, height / cell), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = coarse.createGraphics();
        g.drawImage(fine, 0, 0, coarse.getWidth(), coarse.getHeight(), null);
        g.dispose();
        BufferedImage back = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        g = back.createGraphics();
        g.drawImage(coarse, 0, 0, width, height, null);
        g.dispose();
        return encode(back, "png");
    }

    /// Reads an input image.
    ///
    /// @throws IllegalArgumentException if it is none that the JDK can read
    static BufferedImage decode(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        if (image == null) {
            throw new IllegalArgumentException(bytes.length + " bytes are no PNG or JPEG image");
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        BufferedImage flat = image;
        if (format.equals("jpeg") && image.getColorModel().hasAlpha()) {
            flat = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D g = flat.createGraphics();
            g.drawImage(image, 0, 0, Color.WHITE, null);
            g.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 17);
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUICK);
            writer.setOutput(target);
            writer.write(null, new IIOImage(flat, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /// The same PNG with a chunk that means nothing and cannot be compressed, before its last one.
    private static byte[] padded(byte[] png, long seed) {
        byte[] chunk = new byte[4 + PADDING];
        new Random(seed).nextBytes(chunk);
        byte[] type = {'d', 'p', 'A', 'd'};
        System.arraycopy(type, 0, chunk, 0, 4);
        CRC32 crc = new CRC32();
        crc.update(chunk);
        int end = png.length - IEND_BYTES;
        ByteArrayOutputStream out = new ByteArrayOutputStream(png.length + chunk.length + 8);
        out.write(png, 0, end);
        number(out, PADDING);
        out.writeBytes(chunk);
        number(out, (int) crc.getValue());
        out.write(png, end, IEND_BYTES);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
    }
}
