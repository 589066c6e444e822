package io.diptych.simulator.fault;

import io.diptych.simulator.chance.Dice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The rules in force, in order; the first that strikes a call decides how it goes wrong.
///
/// Whether a rule strikes depends on the seed, the rule's model and mode, and the call's id, so a run can
/// be repeated.
public final class FaultPlan {

    private final Dice dice;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Armed> rules = new ArrayList<>();

    /// @param clock by which rules begin and end
    public FaultPlan(Dice dice, InstantSource clock) {
        this.dice = dice;
        this.clock = clock;
    }

    /// Adds rules after those in force.
    public void add(List<FaultRule> more) {
        lock.lock();
        try {
            more.forEach(rule -> rules.add(new Armed(rule)));
        } finally {
            lock.unlock();
        }
    }

    /// Adds a rule after those in force.
    public void add(FaultRule rule) {
        add(List.of(rule));
    }

    public void clear() {
        lock.lock();
        try {
            rules.clear();
        } finally {
            lock.unlock();
        }
    }

    /// The rules in force, each with the number of calls it has struck.
    public List<Struck> rules() {
        lock.lock();
        try {
            return rules.stream()
                    .map(armed -> new Struck(armed.rule, armed.struck))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// Decides how a call goes wrong, and counts it against the rule; empty if it goes well.
    ///
    /// @param possible the modes that make sense for this kind of call
    public Optional<FaultMode> strike(String model, String requestId, Set<FaultMode> possible) {
        lock.lock();
        try {
            for (Armed armed : rules) {
                if (possible.contains(armed.rule.mode())
                        && armed.rule.isAbout(model, requestId, clock.instant())
                        && armed.strikes(dice, requestId)) {
                    armed.struck++;
                    return Optional.of(armed.rule.mode());
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// A rule, and how many calls it has struck.
    public record Struck(FaultRule rule, int calls) {}

    private static final class Armed {
        private final FaultRule rule;
        private int struck;

        private Armed(FaultRule rule) {
            this.rule = rule;
        }

        private boolean strikes(Dice dice, String requestId) {
            String only = rule.model();
            Integer times = rule.times();
            return (times == null || struck < times)
                    && dice.share("fault", only == null ? "" : only, rule.mode().label(), requestId) < rule.rate();
        }
    }
}
