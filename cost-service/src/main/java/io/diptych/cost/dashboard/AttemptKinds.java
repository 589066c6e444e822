package io.diptych.cost.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.diptych.cost.rollup.Dimensions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The kinds of attempts by their numbers. A number is given once and for all, in a transaction of its own.
final class AttemptKinds {
    private static final String FIND = "select kind_id from attempt_kind where kind_key = ?";
    private static final String ADD = "insert into attempt_kind (kind_key, tenant, project, campaign, stage, provider,"
            + " model, tier, lane, rule_id, policy, policy_version, template_version, billing, failure, rework)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final int MOST_KNOWN = 50_000;

    private final JdbcTemplate jdbc;
    private final Cache<AttemptKind, Integer> known =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    AttemptKinds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// The number of a kind, made where there is none. Not to be called inside a transaction, which might be undone.
    int numberOf(AttemptKind kind) {
        return Objects.requireNonNull(known.get(kind, this::findOrAdd));
    }

    private Integer findOrAdd(AttemptKind kind) {
        String key = kind.key();
        Integer found = find(key);
        if (found != null) {
            return found;
        }
        jdbc.update(ADD, row -> {
            Dimensions of = kind.dimensions();
            new Columns(row)
                    .text(key)
                    .text(of.tenant())
                    .text(of.project())
                    .text(of.campaign())
                    .text(of.stage().name())
                    .text(of.provider())
                    .text(of.model())
                    .text(of.tier())
                    .text(of.lane().name())
                    .text(of.ruleId())
                    .text(of.policy())
                    .text(of.policyVersion())
                    .text(of.templateVersion())
                    .text(kind.billing())
                    .text(kind.failure())
                    .flag(kind.rework());
        });
        return Objects.requireNonNull(find(key), "an attempt kind vanished while it was added");
    }

    private @Nullable Integer find(String key) {
        return jdbc.queryForList(FIND, Integer.class, key).stream().findFirst().orElse(null);
    }
}
