package io.diptych.cost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.rollup.Cube;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CubesTest {

    @Test
    void areFoundByWhatTheySumTogether() {
        assertThat(Cubes.holding(List.of(Dimension.MODEL, Dimension.STAGE))).contains(Cube.ROUTE);
        assertThat(Cubes.holding(List.of(Dimension.MODEL, Dimension.RULE))).contains(Cube.POLICY);
        assertThat(Cubes.holding(List.of(Dimension.TEMPLATE, Dimension.STAGE))).contains(Cube.TEMPLATE);
        assertThat(Cubes.holding(List.of(Dimension.CAMPAIGN, Dimension.SKU))).contains(Cube.SKU);
        assertThat(Cubes.holding(List.of(Dimension.RULE, Dimension.SKU))).isEmpty();
    }

    @Test
    void knowEveryDimensionButTheDay() {
        Set<Dimension> known = EnumSet.noneOf(Dimension.class);
        List.of(Cube.values()).forEach(cube -> known.addAll(Cubes.dimensions(cube)));

        assertThat(known).isEqualTo(EnumSet.complementOf(EnumSet.of(Dimension.DAY)));
    }
}
