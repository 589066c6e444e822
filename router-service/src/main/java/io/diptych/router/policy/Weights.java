package io.diptych.router.policy;

/// How much quality, speed and cost count when candidates are ranked. Only their proportions matter.
///
/// @param quality 0 or more
/// @param speed   0 or more
/// @param cost    0 or more
public record Weights(double quality, double speed, double cost) {
    public Weights {
        if (!(quality >= 0 && speed >= 0 && cost >= 0) || quality + speed + cost <= 0) {
            throw new IllegalArgumentException("weights are quality " + quality + ", speed " + speed + ", cost " + cost
                    + ", expected numbers of at least 0, one of them above 0");
        }
    }
}
