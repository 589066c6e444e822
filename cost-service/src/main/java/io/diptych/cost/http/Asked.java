package io.diptych.cost.http;

import io.diptych.cost.dashboard.Cubes;
import io.diptych.cost.dashboard.Scope;
import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.rollup.Cube;
import java.time.Instant;
import java.util.List;

/// What is asked for, understood: dimensions, the cube that knows them, and its sums.
record Asked(List<Dimension> by, Cube cube, Scope scope) {

    static Asked of(String by, Stretch stretch, Instant now) {
        List<Dimension> dimensions = Questions.dimensions(by);
        if (dimensions.isEmpty()) {
            throw new BadQuestionException("by", by, "one or more of " + String.join(", ", Dimension.labels()));
        }
        Cube cube = Cubes.holding(dimensions)
                .orElseThrow(() -> new BadQuestionException(
                        "by", by, "dimensions that are summed together; ask /api/costs for any others"));
        return new Asked(dimensions, cube, stretch.scope(cube, now));
    }

    /// The one dimension of it.
    static Asked ofOne(String by, Stretch stretch, Instant now) {
        Asked asked = of(by, stretch, now);
        if (asked.by().size() != 1) {
            throw new BadQuestionException("by", by, "one dimension");
        }
        return asked;
    }

    Dimension dimension() {
        return by.getFirst();
    }

    List<String> labels() {
        return by.stream().map(Dimension::label).toList();
    }
}
