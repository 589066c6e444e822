package io.diptych.quality.measure;

import boofcv.struct.geo.AssociatedPair;
import georegression.struct.homography.Homography2D_F64;
import georegression.struct.point.Point2D_F64;
import georegression.transform.homography.HomographyPointOps_F64;
import io.diptych.quality.intake.Picture;
import java.util.List;

/// Whether what surrounds shared points is shared too. The ground of the reference does not count: it is what has the
/// colour of the reference's border on the same line. What lies between the points counts too where they are far apart.
final class Surroundings {
    /// Side of the square that is looked at, as a share of the reference's shorter side.
    private static final double LOOKED_AT = 0.55;

    private static final double LEAST_REACH = 0.05;
    private static final double WIDE = 0.4;
    private static final double GROUND = 12;
    private static final double SAME = 25;
    private static final int STEPS = 64;
    private static final int FEWEST = 40;

    private final Picture reference;
    private final Picture picture;

    Surroundings(Picture reference, Picture picture) {
        this.reference = reference;
        this.picture = picture;
    }

    double kept(List<AssociatedPair> pairs, Homography2D_F64 place) {
        double left = pairs.stream().mapToDouble(pair -> pair.p1.x).min().orElse(0);
        double right = pairs.stream().mapToDouble(pair -> pair.p1.x).max().orElse(0);
        double top = pairs.stream().mapToDouble(pair -> pair.p1.y).min().orElse(0);
        double bottom = pairs.stream().mapToDouble(pair -> pair.p1.y).max().orElse(0);
        double side = Math.min(reference.width(), reference.height());
        double span = Math.max(right - left, bottom - top);
        double reach = Math.max(LEAST_REACH * side, (LOOKED_AT * side - span) / 2);
        boolean isWide = span > WIDE * side;
        int subject = 0;
        int same = 0;
        for (int i = 0; i < STEPS * STEPS; i++) {
            int row = i / STEPS;
            double x = left - reach + (right - left + 2 * reach) * (i % STEPS) / (STEPS - 1);
            double y = top - reach + (bottom - top + 2 * reach) * row / (STEPS - 1);
            boolean isInside = !isWide && x >= left && x <= right && y >= top && y <= bottom;
            if (isInside || !isOn(reference, x, y) || isGround((int) x, (int) y)) {
                continue;
            }
            subject++;
            Point2D_F64 there = HomographyPointOps_F64.transform(place, x, y, new Point2D_F64());
            same += isOn(picture, there.x, there.y)
                            && around(reference, x, y).squareTo(around(picture, there.x, there.y)) <= SAME * SAME
                    ? 1
                    : 0;
        }
        return subject < FEWEST ? 1 : (double) same / subject;
    }

    private boolean isGround(int x, int y) {
        Lab here = Lab.ofRgb(reference.at(x, y));
        return here.squareTo(Lab.ofRgb(reference.at(0, y))) < GROUND * GROUND
                || here.squareTo(Lab.ofRgb(reference.at(reference.width() - 1, y))) < GROUND * GROUND;
    }

    private static boolean isOn(Picture picture, double x, double y) {
        return x >= 1 && y >= 1 && x < picture.width() - 1 && y < picture.height() - 1;
    }

    /// Mean of the pixel and its neighbours.
    private static Lab around(Picture picture, double x, double y) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int v = (int) y - 1; v <= (int) y + 1; v++) {
            for (int u = (int) x - 1; u <= (int) x + 1; u++) {
                int rgb = picture.at(u, v);
                red += rgb >> 16 & 0xFF;
                green += rgb >> 8 & 0xFF;
                blue += rgb & 0xFF;
            }
        }
        return Lab.ofRgb(((red / 9) << 16) | ((green / 9) << 8) | (blue / 9));
    }
}
