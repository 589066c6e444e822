package io.diptych.simulator.drawing;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/// The outline of the product in an image.
///
/// @param body  its larger part
/// @param cap   its smaller part
/// @param label where its text goes
record Product(Shape body, Shape cap, Rectangle2D label) {

    /// One of five products, in the middle of an image of this size.
    ///
    /// @param corner how round its corners are, 0 to 1
    static Product of(int kind, int width, int height, double corner) {
        double unit = Math.min(width, height);
        double cx = width / 2.0;
        double cy = height / 2.0;
        return switch (Math.floorMod(kind, 5)) {
            case 0 -> bottle(cx, cy, unit, corner);
            case 1 -> box(cx, cy, unit, corner);
            case 2 -> jar(cx, cy, unit, corner);
            case 3 -> mug(cx, cy, unit, corner);
            default -> pouch(cx, cy, unit, corner);
        };
    }

    private static Product bottle(double cx, double cy, double u, double corner) {
        double arc = u * (0.05 + 0.12 * corner);
        return new Product(
                new RoundRectangle2D.Double(cx - u * 0.17, cy - u * 0.18, u * 0.34, u * 0.56, arc, arc),
                new RoundRectangle2D.Double(cx - u * 0.07, cy - u * 0.36, u * 0.14, u * 0.20, arc / 3, arc / 3),
                new Rectangle2D.Double(cx - u * 0.14, cy - u * 0.02, u * 0.28, u * 0.22));
    }

    private static Product box(double cx, double cy, double u, double corner) {
        double arc = u * 0.04 * corner;
        return new Product(
                new RoundRectangle2D.Double(cx - u * 0.27, cy - u * 0.28, u * 0.54, u * 0.60, arc, arc),
                new Rectangle2D.Double(cx - u * 0.27, cy - u * 0.34, u * 0.54, u * 0.09),
                new Rectangle2D.Double(cx - u * 0.21, cy - u * 0.10, u * 0.42, u * 0.26));
    }

    private static Product jar(double cx, double cy, double u, double corner) {
        double arc = u * (0.08 + 0.14 * corner);
        return new Product(
                new RoundRectangle2D.Double(cx - u * 0.26, cy - u * 0.14, u * 0.52, u * 0.42, arc, arc),
                new RoundRectangle2D.Double(cx - u * 0.27, cy - u * 0.26, u * 0.54, u * 0.13, u * 0.03, u * 0.03),
                new Rectangle2D.Double(cx - u * 0.20, cy - u * 0.04, u * 0.40, u * 0.20));
    }

    private static Product mug(double cx, double cy, double u, double corner) {
        double arc = u * (0.03 + 0.10 * corner);
        Area handle = new Area(new Ellipse2D.Double(cx + u * 0.12, cy - u * 0.15, u * 0.24, u * 0.32));
        handle.subtract(new Area(new Ellipse2D.Double(cx + u * 0.15, cy - u * 0.10, u * 0.16, u * 0.22)));
        return new Product(
                new RoundRectangle2D.Double(cx - u * 0.24, cy - u * 0.25, u * 0.46, u * 0.52, arc, arc),
                handle,
                new Rectangle2D.Double(cx - u * 0.19, cy - u * 0.10, u * 0.36, u * 0.22));
    }

    private static Product pouch(double cx, double cy, double u, double corner) {
        Path2D body = new Path2D.Double();
        body.moveTo(cx - u * 0.22, cy - u * 0.28);
        body.lineTo(cx + u * 0.22, cy - u * 0.28);
        body.curveTo(cx + u * 0.20, cy, cx + u * 0.30, cy + u * (0.15 + 0.1 * corner), cx + u * 0.26, cy + u * 0.34);
        body.lineTo(cx - u * 0.26, cy + u * 0.34);
        body.curveTo(cx - u * 0.30, cy + u * (0.15 + 0.1 * corner), cx - u * 0.20, cy, cx - u * 0.22, cy - u * 0.28);
        body.closePath();
        return new Product(
                body,
                new Rectangle2D.Double(cx - u * 0.23, cy - u * 0.34, u * 0.46, u * 0.07),
                new Rectangle2D.Double(cx - u * 0.18, cy - u * 0.08, u * 0.36, u * 0.24));
    }
}
