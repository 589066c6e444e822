package io.diptych.cost.dashboard;

import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people said of the images, by what made them.
public final class FeedbackQueries {
    private final JdbcClient jdbc;

    public FeedbackQueries(DataSource connections) {
        this.jdbc = JdbcClient.create(connections);
    }

    /// Counts over all tenants and as long as their topic remembers, those with most trouble first.
    public List<Said> by(Maker maker, int limit) {
        return jdbc.sql("""
                        select nullif(%1$s, '') as value,
                            sum(regenerated)::bigint as regenerated, sum(abandoned)::bigint as abandoned,
                            sum(corrected)::bigint as corrected, sum(rated)::bigint as rated,
                            sum(rating_sum)::float8 / nullif(sum(rated), 0) as mean_rating,
                            sum(chosen)::bigint as chosen, sum(other)::bigint as other
                        from feedback_count group by 1
                        order by sum(regenerated) + sum(abandoned) + sum(corrected) desc, value limit :limit
                        """.formatted(maker.column))
                .param("limit", limit)
                .query((row, _) -> new Said(
                        row.getString("value"),
                        row.getLong("regenerated"),
                        row.getLong("abandoned"),
                        row.getLong("corrected"),
                        row.getLong("rated"),
                        row.getObject("mean_rating", Double.class),
                        row.getLong("chosen"),
                        row.getLong("other")))
                .list();
    }

    /// What made an image.
    public enum Maker {
        MODEL("model"),
        RULE("rule_id"),
        TEMPLATE("template_version");

        private final String column;

        Maker(String column) {
            this.column = column;
        }

        /// Its name in questions.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How many images people said what of.
    ///
    /// @param value       what made them; null where nobody knows, or none was used
    /// @param regenerated wished for once more
    /// @param abandoned   given up
    /// @param corrected   mended by hand
    /// @param rated       rated
    /// @param meanRating  1..5; null where none was rated
    /// @param chosen      chosen among variants
    /// @param other       other signals
    public record Said(
            @Nullable String value,
            long regenerated,
            long abandoned,
            long corrected,
            long rated,
            @Nullable Double meanRating,
            long chosen,
            long other) {}
}
