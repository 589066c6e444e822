package io.diptych.router.budget;

import io.diptych.events.Posting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A tenant's money at one moment: what is left, and what is done with it. The sum of what is spent and held never
/// exceeds the limit by a hold of ours. Not safe for use by several threads; all turns of a tenant are in one place,
/// one
/// after the other.
public final class Purse {
    private final Books books;
    private final @Nullable Budget budget;
    private final Instant now;

    /// @param budget null where the tenant has none: then nothing is held, and only what is spent is written down
    public Purse(Books books, @Nullable Budget budget, Instant now) {
        this.books = books;
        this.budget = budget;
        this.now = now;
    }

    /// What may still be held, in micro-USD; null where the tenant has no budget.
    public @Nullable Long leftMicros() {
        return budget == null ? null : Long.valueOf(account(budget).leftOf(budget.limitMicros()));
    }

    /// What is left and of what, for a person.
    public String figures() {
        if (budget == null) {
            return "no budget";
        }
        Account account = account(budget);
        return "the budget of " + budget.limitMicros() + " micro-USD from "
                + account.span().start() + " to " + account.span().end() + " has " + account.spentMicros()
                + " spent and " + account.heldMicros() + " held";
    }

    /// Whether an attempt was held or settled before: then this is a repeat.
    public boolean knows(String attemptId) {
        return books.attempt(attemptId) != null;
    }

    /// Holds what an attempt may cost.
    ///
    /// @param micros highest plausible price in micro-USD
    /// @return whether it is held now; false where too little is left or the attempt was held before
    public boolean hold(String attemptId, long micros) {
        if (budget == null) {
            return true;
        }
        Account account = account(budget);
        if (micros < 0 || knows(attemptId) || account.leftOf(budget.limitMicros()) < micros) {
            return false;
        }
        books.attempt(attemptId, AttemptMoney.holding(micros, now));
        books.account(account.holding(micros));
        return true;
    }

    /// Lets go of what is held for an attempt that surely was not billed.
    public void release(String attemptId) {
        AttemptMoney money = books.attempt(attemptId);
        if (money != null && !money.settled()) {
            letGo(money.heldMicros());
            books.attempt(attemptId, money.settled(0, now));
        }
    }

    /// Whether a charge is above what is held for its attempt: then the price that was held for was not the highest
    /// plausible one.
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
        if (before == null && budget == null) {
            spend(posted, known(posted));
            return true;
        }
        AttemptMoney money = before == null ? AttemptMoney.holding(0, now) : before;
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
        letGo(Micros.minus(money.heldMicros(), amount));
        return money.held(amount, now);
    }

    /// A charge without a price counts as what was held, until a posting says what it was.
    private AttemptMoney charged(AttemptMoney money, Posted posted) {
        Long amount = posted.amountMicros();
        long counted = amount == null ? money.heldMicros() : amount;
        letGo(money.heldMicros());
        spend(posted, Micros.minus(counted, amount == null ? 0 : money.assumedMicros()));
        return money.settled(amount == null ? Micros.plus(money.assumedMicros(), counted) : 0, now);
    }

    private AttemptMoney corrected(AttemptMoney money, Posted posted) {
        Long amount = posted.amountMicros();
        if (amount == null) {
            return money;
        }
        spend(posted, Micros.minus(amount, money.assumedMicros()));
        return new AttemptMoney(money.heldMicros(), 0, money.settled(), money.postings(), now);
    }

    private AttemptMoney released(AttemptMoney money) {
        letGo(money.heldMicros());
        return money.settled(money.assumedMicros(), now);
    }

    private void letGo(long micros) {
        Account account = current();
        if (account != null && micros != 0) {
            books.account(account.holding(Micros.minus(0, micros)));
        }
    }

    private void spend(Posted posted, long micros) {
        Instant at = posted.at().isAfter(now) ? now : posted.at();
        Account account = current();
        books.spend(at, micros);
        if (account != null && account.span().contains(at)) {
            books.account(account.spending(micros));
        }
    }

    private static long known(Posted posted) {
        Long amount = posted.amountMicros();
        return switch (posted.posting()) {
            case CHARGE, CORRECTION, CREDIT -> amount == null ? 0 : amount;
            case HOLD, RELEASE -> 0;
        };
    }

    private @Nullable Account current() {
        return budget == null ? books.account() : account(budget);
    }

    /// The account of the current period. What is held is carried over: it may still be spent.
    private Account account(Budget limit) {
        Account account = books.account();
        Span span = limit.period().at(now);
        if (account != null && account.span().equals(span)) {
            return account;
        }
        Account fresh = new Account(span, books.spentIn(span), account == null ? 0 : account.heldMicros());
        books.account(fresh);
        return fresh;
    }
}
