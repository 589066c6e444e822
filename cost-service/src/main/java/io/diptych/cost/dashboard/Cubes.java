package io.diptych.cost.dashboard;

import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.rollup.Cube;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which sums know which dimensions.
public final class Cubes {
    private static final Set<Dimension> ROUTE = EnumSet.of(
            Dimension.TENANT,
            Dimension.CAMPAIGN,
            Dimension.STAGE,
            Dimension.PROVIDER,
            Dimension.MODEL,
            Dimension.TIER,
            Dimension.LANE);
    private static final Set<Dimension> POLICY =
            EnumSet.of(Dimension.TENANT, Dimension.POLICY, Dimension.RULE, Dimension.PROVIDER, Dimension.MODEL);
    private static final Set<Dimension> TEMPLATE =
            EnumSet.of(Dimension.TENANT, Dimension.TEMPLATE, Dimension.STAGE, Dimension.PROVIDER, Dimension.MODEL);
    private static final Set<Dimension> SKU =
            EnumSet.of(Dimension.TENANT, Dimension.PROJECT, Dimension.CAMPAIGN, Dimension.SKU);

    private Cubes() {}

    /// The cube that is summed by all of them; empty where they are not summed together.
    public static Optional<Cube> holding(List<Dimension> by) {
        return List.of(Cube.values()).stream()
                .filter(cube -> dimensions(cube).containsAll(by))
                .findFirst();
    }

    /// What a cube is summed by.
    public static Set<Dimension> dimensions(Cube cube) {
        return switch (cube) {
            case ROUTE -> ROUTE;
            case POLICY -> POLICY;
            case TEMPLATE -> TEMPLATE;
            case SKU -> SKU;
        };
    }
}
