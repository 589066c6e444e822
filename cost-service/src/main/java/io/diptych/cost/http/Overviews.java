package io.diptych.cost.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.diptych.cost.dashboard.DashboardQueries;
import io.diptych.cost.dashboard.MonthPace;
import io.diptych.cost.dashboard.Scope;
import io.diptych.cost.dashboard.Span;
import io.diptych.cost.dashboard.Sums;
import io.diptych.cost.http.Breakdown.Row;
import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.rollup.Cube;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Makes overviews, each once for everybody who asks the same while nothing has changed.
final class Overviews {
    private static final int MOST_KEPT = 256;
    private static final Duration KEPT_FOR = Duration.ofSeconds(20);

    private final DashboardQueries queries;
    private final InstantSource clock;
    private final Cache<Key, Overview> made = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterWrite(KEPT_FOR)
            .build();

    Overviews(DashboardQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /// The overview as of now.
    Overview now(Question question) {
        return at(question, queries.revision());
    }

    /// The overview as of now, where the revision is known already.
    Overview at(Question question, long revision) {
        Instant now = clock.instant();
        Asked asked = Asked.of(question.by(), question.stretch(), now);
        Scope scope = question.stretch().scope(Cube.ROUTE, now);
        return made.get(new Key(question, revision, scope), _ -> make(asked, scope, question.limit(), revision, now));
    }

    /// The time that an overview of now would be about.
    Span span(Question question) {
        return question.stretch().scope(Cube.ROUTE, clock.instant()).span();
    }

    private Overview make(Asked asked, Scope scope, int limit, long revision, Instant now) {
        Span month = Span.covering(MonthPace.startOf(now), now.plusMillis(1), Cube.ROUTE, now);
        Sums spent = queries.total(Cube.ROUTE, new Scope(month, scope.tenant()));
        List<DashboardQueries.Point> series = queries.series(Cube.ROUTE, Dimension.MODEL, scope);
        Sums total = series.stream().map(DashboardQueries.Point::sums).reduce(Sums.ZERO, Sums::plus);
        DashboardQueries.Open open = queries.open(scope.tenant());
        return new Overview(
                revision,
                now,
                "USD",
                TimeSpan.of(scope.span()),
                queries.tenants(),
                Figures.of(total),
                Figures.of(queries.total(Cube.ROUTE, scope.before())),
                MonthPace.of(
                        now, spent.measures().amountMicros() + spent.measures().heldMicros()),
                open.heldMicros(),
                open.unpriced(),
                breakdown(asked, limit),
                series.stream().map(SeriesPoint::of).toList(),
                queries.failures(Cube.ROUTE, Dimension.MODEL, scope),
                queries.budgets(scope.tenant(), now));
    }

    Breakdown breakdown(Asked asked, int limit) {
        return new Breakdown(
                asked.labels(),
                TimeSpan.of(asked.scope().span()),
                queries.groups(asked.cube(), asked.by(), asked.scope(), limit).stream()
                        .map(Row::of)
                        .toList());
    }

    /// @param by    dimensions of the breakdown
    /// @param limit most rows of the breakdown
    record Question(Stretch stretch, String by, int limit) {}

    private record Key(Question question, long revision, Scope scope) {}
}
