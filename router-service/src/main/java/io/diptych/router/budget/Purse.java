package io.diptych.router.budget;

import io.diptych.events.Posting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A tenant's money at one moment: what is left of each of its budgets, and what is done with it. An
/// attempt is held against every budget that covers it, or against none; the sum of what is spent and
/// held never exceeds the limit of any by a hold of ours. Not safe for use by several threads; all
/// turns of a tenant are in one place, one after the other.
public final class Purse {
    private final Books books;
    private final List<Budget> budgets;
    private final Set<String> waitedFor;
    private final Instant now;

    /// @param budgets all hard ones of the tenant, widest first; empty where it has none: then
    ///                nothing is held, and only what is spent is written down
    public Purse(Books books, List<Budget> budgets, Instant now) {
        this(books, budgets, Set.of(), now);
    }

    /// @param waitedFor names of the budgets that others wait for who came before
    public Purse(Books books, List<Budget> budgets, Set<String> waitedFor, Instant now) {
        this.books = books;
        this.budgets = List.copyOf(budgets);
        this.waitedFor = Set.copyOf(waitedFor);
        this.now = now;
    }

    /// What may still be held for a scope.
    public Headroom headroom(Scope scope) {
        if (budgets.isEmpty()) {
            return Headroom.NONE;
        }
        List<Room> rooms = new ArrayList<>(budgets.size());
        for (Budget budget : budgets) {
            if (budget.covers(scope)) {
                rooms.add(room(budget));
            }
        }
        return new Headroom(rooms);
    }

    private Room room(Budget budget) {
        Account account = books.account(budget, now);
        return new Room(
                budget.id(),
                budget.label(),
                account.span(),
                budget.limitAt(now),
                account.spentMicros(),
                account.heldMicros(),
                waitedFor.contains(budget.id()));
    }

    /// Whether an attempt was held or settled before: then this is a repeat.
    public boolean knows(String attemptId) {
        return books.attempt(attemptId) != null;
    }

    /// Holds what an attempt may cost against every budget that covers it.
    ///
    /// @param micros highest plausible price in micro-USD
    /// @return whether it is held now; false where one has too little left or the attempt was held
    /// before
    public boolean hold(String attemptId, Scope scope, long micros) {
        if (budgets.isEmpty()) {
            return true;
        }
        if (micros < 0 || knows(attemptId) || headroom(scope).without(micros).isPresent()) {
            return false;
        }
        books.attempt(attemptId, AttemptMoney.holding(scope, micros, now));
        books.hold(scope, micros);
        return true;
    }

    /// Lets go of what is held for an attempt that surely was not billed.
    public void release(String attemptId) {
        AttemptMoney money = books.attempt(attemptId);
        if (money != null && !money.settled()) {
            letGo(money, money.heldMicros());
            books.attempt(attemptId, money.settled(0, now));
        }
    }

    /// Whether a charge is above what is held for its attempt: then the price that was held for was not
    /// the highest plausible one.
    public boolean isMoreThanHeld(Posted posted) {
        AttemptMoney money = books.attempt(posted.attemptId());
        Long amount = posted.amountMicros();
        return posted.posting() == Posting.CHARGE
                && amount != null
                && money != null
                && !money.settled()
                && amount > money.heldMicros();
    }

    /// Applies a posting of the ledger, once.
    ///
    /// @return whether it was not applied before
    public boolean post(Posted posted) {
        AttemptMoney before = books.attempt(posted.attemptId());
        if (before != null && before.postings().contains(posted.entryId())) {
            return false;
        }
        if (before == null && budgets.isEmpty()) {
            spend(posted, known(posted));
            return true;
        }
        AttemptMoney money = before == null ? AttemptMoney.holding(posted.scope(), 0, now) : before;
        AttemptMoney after = switch (posted.posting()) {
            case HOLD -> held(money, posted);
            case CHARGE -> charged(money, posted);
            case CORRECTION, CREDIT -> corrected(money, posted);
            case RELEASE -> released(money);
        };
        books.attempt(posted.attemptId(), after.applied(posted.entryId()));
        return true;
    }

    /// Nobody knows whether it was billed: it stays held, by the larger of both estimates.
    private AttemptMoney held(AttemptMoney money, Posted posted) {
        Long amount = posted.amountMicros();
        if (money.settled() || amount == null || amount <= money.heldMicros()) {
            return money;
        }
        letGo(money, Micros.minus(money.heldMicros(), amount));
        return money.held(amount, now);
    }

    /// A charge without a price counts as what was held, until a posting says what it was.
    private AttemptMoney charged(AttemptMoney money, Posted posted) {
        Long amount = posted.amountMicros();
        long counted = amount == null ? money.heldMicros() : amount;
        letGo(money, money.heldMicros());
        spend(posted, Micros.minus(counted, amount == null ? 0 : money.assumedMicros()));
        return money.settled(amount == null ? Micros.plus(money.assumedMicros(), counted) : 0, now);
    }

    private AttemptMoney corrected(AttemptMoney money, Posted posted) {
        Long amount = posted.amountMicros();
        if (amount == null) {
            return money;
        }
        spend(posted, Micros.minus(amount, money.assumedMicros()));
        return new AttemptMoney(money.scope(), money.heldMicros(), 0, money.settled(), money.postings(), now);
    }

    private AttemptMoney released(AttemptMoney money) {
        letGo(money, money.heldMicros());
        return money.settled(money.assumedMicros(), now);
    }

    private void letGo(AttemptMoney money, long micros) {
        if (micros != 0) {
            books.hold(money.scope(), Micros.minus(0, micros));
        }
    }

    private void spend(Posted posted, long micros) {
        if (micros != 0) {
            books.spend(posted.scope(), posted.at().isAfter(now) ? now : posted.at(), micros);
        }
    }

    private static long known(Posted posted) {
        Long amount = posted.amountMicros();
        return switch (posted.posting()) {
            case CHARGE, CORRECTION, CREDIT -> amount == null ? 0 : amount;
            case HOLD, RELEASE -> 0;
        };
    }
}
