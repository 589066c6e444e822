package io.diptych.quality.measure;

import boofcv.abst.feature.associate.AssociateDescription;
import boofcv.abst.feature.detdesc.DetectDescribePoint;
import boofcv.abst.feature.detect.interest.ConfigFastHessian;
import boofcv.alg.descriptor.UtilFeature;
import boofcv.factory.feature.associate.ConfigAssociateGreedy;
import boofcv.factory.feature.associate.FactoryAssociation;
import boofcv.factory.feature.detdesc.FactoryDetectDescribe;
import boofcv.factory.geo.ConfigHomography;
import boofcv.factory.geo.ConfigRansac;
import boofcv.factory.geo.FactoryMultiViewRobust;
import boofcv.struct.feature.TupleDesc_F64;
import boofcv.struct.geo.AssociatedPair;
import boofcv.struct.image.GrayF32;
import georegression.struct.point.Point2D_F64;
import io.diptych.quality.intake.Picture;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.ddogleg.struct.DogArray;
import org.jspecify.annotations.Nullable;

/// What is the same thing in two pictures, wherever and however large it is: SURF points that agree
/// on one homography.
/// Matches that no homography holds together say nothing, so only its inliers are counted.
///
/// @param found   points in the first picture
/// @param inliers points that both pictures share
/// @param kept    share of what surrounds these points in the first picture that has the same colour at its place in
///                the second, 0..1: the label of a thing may be kept and the thing not. 1 where nothing surrounds them
/// @param place   where the shared points lie in the second picture; null where there are none
public record Keypoints(
        int found, int inliers, double kept, @Nullable Place place) {
    private static final int WORKING_SIDE = 768;
    private static final double RATIO = 0.7;
    private static final int FEWEST_PAIRS = 6;
    private static final int TRIES = 500;
    private static final double NEAR_PIXELS = 4;

    /// A place in a picture, as shares of its width and height, 0..1.
    public record Place(double left, double top, double right, double bottom) {}

    /// Compares two pictures. Deterministic: the library's random sampling starts from a fixed seed.
    public static Keypoints shared(Picture reference, Picture picture) {
        DetectDescribePoint<GrayF32, TupleDesc_F64> surf =
                FactoryDetectDescribe.surfFast(new ConfigFastHessian(), null, null, GrayF32.class);
        List<Point2D_F64> from = new ArrayList<>();
        List<Point2D_F64> to = new ArrayList<>();
        DogArray<TupleDesc_F64> fromDescriptions = describe(surf, reference, from);
        DogArray<TupleDesc_F64> toDescriptions = describe(surf, picture, to);
        AssociateDescription<TupleDesc_F64> association = FactoryAssociation.greedy(
                new ConfigAssociateGreedy(true, RATIO), FactoryAssociation.defaultScore(surf.getDescriptionType()));
        association.setSource(fromDescriptions);
        association.setDestination(toDescriptions);
        association.associate();
        List<AssociatedPair> pairs = new ArrayList<>();
        var matches = association.getMatches();
        for (int i = 0; i < matches.size; i++) {
            pairs.add(new AssociatedPair(from.get(matches.get(i).src), to.get(matches.get(i).dst)));
        }
        if (pairs.size() < FEWEST_PAIRS) {
            return new Keypoints(from.size(), 0, 0, null);
        }
        var ransac =
                FactoryMultiViewRobust.homographyRansac(new ConfigHomography(), new ConfigRansac(TRIES, NEAR_PIXELS));
        if (!ransac.process(pairs)) {
            return new Keypoints(from.size(), 0, 0, null);
        }
        List<AssociatedPair> agreeing = ransac.getMatchSet();
        Surroundings around = new Surroundings(reference.within(WORKING_SIDE), picture.within(WORKING_SIDE));
        return new Keypoints(
                from.size(),
                agreeing.size(),
                around.kept(agreeing, ransac.getModelParameters()),
                place(agreeing, picture.within(WORKING_SIDE)));
    }

    private static Place place(List<AssociatedPair> pairs, Picture picture) {
        DoubleSummaryStatistics x =
                pairs.stream().mapToDouble(pair -> pair.p2.x).summaryStatistics();
        DoubleSummaryStatistics y =
                pairs.stream().mapToDouble(pair -> pair.p2.y).summaryStatistics();
        return new Place(
                x.getMin() / picture.width(),
                y.getMin() / picture.height(),
                x.getMax() / picture.width(),
                y.getMax() / picture.height());
    }

    private static DogArray<TupleDesc_F64> describe(
            DetectDescribePoint<GrayF32, TupleDesc_F64> surf, Picture picture, List<Point2D_F64> points) {
        Picture small = picture.within(WORKING_SIDE);
        Luma luma = Luma.of(small);
        GrayF32 image = new GrayF32(luma.width(), luma.height());
        System.arraycopy(luma.values(), 0, image.data, 0, luma.values().length);
        DogArray<TupleDesc_F64> descriptions = UtilFeature.createArray(surf, 100);
        descriptions.reset();
        surf.detect(image);
        for (int i = 0; i < surf.getNumberOfFeatures(); i++) {
            points.add(surf.getLocation(i).copy());
            descriptions.grow().setTo(surf.getDescription(i));
        }
        return descriptions;
    }
}
