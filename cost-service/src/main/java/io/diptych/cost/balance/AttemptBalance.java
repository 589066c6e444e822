package io.diptych.cost.balance;

import io.diptych.events.LedgerBalance;
import io.diptych.events.Posting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where an attempt stands: the best word on it so far, and what was posted. Immutable.
///
/// Its postings always add up to its charge, plus what is still held. Which words were said decides the balance; their
/// order and repeats do not.
///
/// @param since         moment that its postings carry, which is that of the first word; null before
/// @param best          the best founded word so far
/// @param charged       whether there is a CHARGE
/// @param chargedMicros charge and corrections in micro-USD, without credits
/// @param unpriced      whether the price of the charge is unknown
/// @param heldMicros    open hold in micro-USD
/// @param held          whether something is held, were it of unknown price
/// @param unpricedHold  whether nobody knows how much is held
/// @param numbers       postings made, by kind
/// @param credits       micro-USD given back, by the settlement that said so
public record AttemptBalance(
        @Nullable Instant since,
        Knowledge best,
        boolean charged,
        long chargedMicros,
        boolean unpriced,
        boolean held,
        long heldMicros,
        boolean unpricedHold,
        Map<Posting, Integer> numbers,
        Map<String, Long> credits) {
    /// Nothing was said and nothing posted.
    public static final AttemptBalance NEW =
            new AttemptBalance(null, Knowledge.NOTHING, false, 0, false, false, 0, false, Map.of(), Map.of());

    public AttemptBalance {
        numbers = Map.copyOf(numbers);
        credits = Map.copyOf(credits);
    }

    /// Postings to make, and where the attempt stands after them.
    public record Step(List<Move> moves, AttemptBalance balance) {
        public Step {
            moves = List.copyOf(moves);
        }
    }

    /// The balance that the ledger showed of an attempt that is no longer remembered here.
    ///
    /// @param since moment that its postings carry
    public static AttemptBalance of(LedgerBalance ledger, Instant since) {
        Map<Posting, Integer> numbers = new EnumMap<>(Posting.class);
        ledger.getPostings().forEach((kind, count) -> numbers.put(Posting.valueOf(kind), count));
        return new AttemptBalance(
                since,
                Knowledge.NOTHING,
                numbers.getOrDefault(Posting.CHARGE, 0) > 0,
                ledger.getChargedMicros(),
                ledger.getUnpriced(),
                ledger.getHeldMicros() != 0 || ledger.getUnpricedHold(),
                ledger.getHeldMicros(),
                ledger.getUnpricedHold(),
                numbers,
                Map.of());
    }

    /// Charge and hold in micro-USD less what was given back.
    public long total() {
        return chargedMicros
                + heldMicros
                - credits.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Takes a word on the attempt.
    ///
    /// @param at moment that the postings carry if this is the first word
    public Step told(Knowledge word, Instant at) {
        if (word.compareTo(best) <= 0) {
            return new Step(List.of(), this);
        }
        Ledger ledger = new Ledger();
        ledger.charge(word);
        ledger.hold(word);
        return new Step(ledger.moves, ledger.balance(since == null ? at : since, word, credits));
    }

    /// Takes word that an amount is given back, once for each settlement.
    ///
    /// @param at moment that the posting carries if this is the first word
    public Step credited(String settlementId, long micros, Instant at) {
        if (credits.containsKey(settlementId)) {
            return new Step(List.of(), this);
        }
        Ledger ledger = new Ledger();
        ledger.post(Posting.CREDIT, Math.negateExact(micros), Posting.CHARGE, false);
        Map<String, Long> after = new HashMap<>(credits);
        after.put(settlementId, micros);
        return new Step(ledger.moves, ledger.balance(since == null ? at : since, best, after));
    }

    /// The balance while postings are made.
    private final class Ledger {
        private final List<Move> moves = new ArrayList<>();
        private final Map<Posting, Integer> made = new EnumMap<>(Posting.class);
        private boolean isCharged = charged;
        private long chargeNow = chargedMicros;
        private boolean unpricedNow = unpriced;
        private boolean isHeld = held;
        private long holdNow = heldMicros;
        private boolean unpricedHoldNow = unpricedHold;

        Ledger() {
            made.putAll(numbers);
        }

        void charge(Knowledge word) {
            Long micros = word.chargeMicros();
            if (word.charged() && !isCharged) {
                post(Posting.CHARGE, micros, null, false);
                isCharged = true;
                unpricedNow = micros == null;
                chargeNow = micros == null ? 0 : micros;
            } else if (isCharged && !(word.charged() && micros == null)) {
                long should = word.charged() && micros != null ? micros : 0;
                if (should != chargeNow || unpricedNow) {
                    post(Posting.CORRECTION, Math.subtractExact(should, chargeNow), Posting.CHARGE, unpricedNow);
                }
                chargeNow = should;
                unpricedNow = false;
            }
        }

        void hold(Knowledge word) {
            Long micros = word.holdMicros();
            if (word.held() && micros == null) {
                if (!isHeld) {
                    post(Posting.HOLD, null, null, false);
                    isHeld = true;
                    unpricedHoldNow = true;
                }
            } else if (word.held() && micros != null) {
                long more = Math.subtractExact(micros, holdNow);
                if (more > 0 || !isHeld || unpricedHoldNow) {
                    post(Posting.HOLD, more, isHeld ? Posting.HOLD : null, unpricedHoldNow);
                } else if (more < 0) {
                    post(Posting.RELEASE, more, Posting.HOLD, false);
                }
                isHeld = true;
                unpricedHoldNow = false;
                holdNow = micros;
            } else if (isHeld) {
                post(Posting.RELEASE, Math.negateExact(holdNow), Posting.HOLD, unpricedHoldNow);
                isHeld = false;
                holdNow = 0;
                unpricedHoldNow = false;
            }
        }

        void post(Posting posting, @Nullable Long micros, @Nullable Posting settled, boolean settlesUnpriced) {
            int number = made.merge(posting, 1, Integer::sum);
            int settles = settled == null ? 0 : made.getOrDefault(settled, 0);
            if (posting == settled) {
                settles--;
            }
            moves.add(new Move(posting, number, micros, settles, settlesUnpriced));
        }

        AttemptBalance balance(Instant first, Knowledge word, Map<String, Long> after) {
            return new AttemptBalance(
                    first, word, isCharged, chargeNow, unpricedNow, isHeld, holdNow, unpricedHoldNow, made, after);
        }
    }
}
