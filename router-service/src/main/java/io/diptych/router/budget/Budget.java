package io.diptych.router.budget;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What may be spent in each period by a tenant, by one of its projects, or by one campaign, and not a
/// micro-dollar more.
///
/// @param id          name, one of its kind in the tenant; empty where nobody gave it one
/// @param project     null for all
/// @param campaign    null for all
/// @param limitMicros in micro-USD, without increases; 0 for nothing at all
/// @param increases   more money for a while
public record Budget(
        String id,
        @Nullable String project,
        @Nullable String campaign,
        Period period,
        long limitMicros,
        List<Increase> increases) {

    /// The wider before the narrower: the order in which budgets are asked.
    public static final Comparator<Budget> WIDEST_FIRST =
            Comparator.comparingInt(Budget::narrowness).thenComparing(Budget::id);

    public Budget {
        if (limitMicros < 0) {
            throw new IllegalArgumentException("limit is " + limitMicros + " micro-USD, expected 0 or more");
        }
        increases = List.copyOf(increases);
    }

    /// The budget of a tenant as a whole, without a name.
    public Budget(long limitMicros, Period period) {
        this("", null, null, period, limitMicros, List.of());
    }

    /// Whether what is spent for a scope counts for it.
    public boolean covers(Scope scope) {
        return (project == null || Objects.equals(project, scope.project()))
                && (campaign == null || Objects.equals(campaign, scope.campaign()));
    }

    /// Whether it is of the tenant as a whole.
    public boolean isWhole() {
        return project == null && campaign == null;
    }

    /// What it is for.
    public Scope scope() {
        return new Scope(project, campaign);
    }

    /// What may be spent as of a moment, increases included, in micro-USD.
    public long limitAt(Instant moment) {
        long limit = limitMicros;
        for (Increase increase : increases) {
            limit = increase.holdsAt(moment) ? Micros.plus(limit, increase.micros()) : limit;
        }
        return limit;
    }

    /// Its name and what it is for, for a person.
    String label() {
        String name = id.isEmpty() ? "the tenant's budget" : "budget " + id;
        if (isWhole()) {
            return name;
        }
        String ofProject = project == null ? "" : "project " + project;
        String ofCampaign = campaign == null ? "" : "campaign " + campaign;
        return name + " (" + ofProject + (project == null || campaign == null ? "" : ", ") + ofCampaign + ")";
    }

    private int narrowness() {
        return (project == null ? 0 : 1) + (campaign == null ? 0 : 2);
    }
}
