package io.diptych.quality.check;

import java.util.Map;

/// What is asked of images for one purpose.
///
/// @param name           for example `poster`
/// @param version        changes whenever anything below does
/// @param rules          the checks that are made, by id
/// @param acceptFrom     least score, 0..1, with which an image is good enough
/// @param reviewFrom     least score, 0..1, with which a person may still decide for it
/// @param minConfidence  least share of the weight of the checks that have to answer, 0..1
/// @param auditShare     share of all images that people look at, whatever the score, 0..1
/// @param secondReviewerShare share of the questions to people that two of them have to answer, 0..1
/// @param badImageMicros what delivering a bad image costs, in micro-USD
/// @param nextGood       probability that another attempt is good, 0..1
public record Profile(
        String name,
        String version,
        Map<String, Rule> rules,
        double acceptFrom,
        double reviewFrom,
        double minConfidence,
        double auditShare,
        double secondReviewerShare,
        long badImageMicros,
        double nextGood) {

    /// A profile under which one person's answer is enough.
    public Profile(
            String name,
            String version,
            Map<String, Rule> rules,
            double acceptFrom,
            double reviewFrom,
            double minConfidence,
            double auditShare,
            long badImageMicros,
            double nextGood) {
        this(name, version, rules, acceptFrom, reviewFrom, minConfidence, auditShare, 0, badImageMicros, nextGood);
    }

    public Profile {
        rules = Map.copyOf(rules);
        requireShare("accept_from", acceptFrom);
        requireShare("review_from", reviewFrom);
        requireShare("min_confidence", minConfidence);
        requireShare("audit_share", auditShare);
        requireShare("second_reviewer_share", secondReviewerShare);
        requireShare("next_good", nextGood);
        if (reviewFrom > acceptFrom) {
            throw new IllegalArgumentException(
                    "review_from is " + reviewFrom + ", must not be more than accept_from, which is " + acceptFrom);
        }
    }

    /// Name and version, as verdicts carry them.
    public String id() {
        return name + "/" + version;
    }

    private static void requireShare(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " is " + value + ", must be from 0 to 1");
        }
    }

    /// How a check counts.
    ///
    /// @param hard   whether its failure alone decides against the image
    /// @param weight its share in the score, more than 0
    /// @param repair whether a fault that can be mended without a model is mended
    public record Rule(boolean hard, double weight, boolean repair, Thresholds thresholds) {
        public Rule {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight is " + weight + ", must be more than 0");
            }
        }
    }
}
