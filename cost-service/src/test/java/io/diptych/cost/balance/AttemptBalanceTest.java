package io.diptych.cost.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.balance.Knowledge.Basis;
import io.diptych.events.LedgerBalance;
import io.diptych.events.Posting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptBalanceTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    static List<Long> seeds() {
        return new Random(42).longs(200).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheSameInWhateverOrderAndHoweverOftenWordComes(long seed) {
        // Given
        Random random = new Random(seed);
        List<Word> words = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            words.add(anyWord(random));
        }
        AttemptBalance expected = tell(words).balance();

        // When
        List<Word> mixed = new ArrayList<>(words);
        for (Word word : words) {
            if (random.nextBoolean()) {
                mixed.add(word);
            }
        }
        Collections.shuffle(mixed, random);
        AttemptBalance.Step told = tell(mixed);

        // Then
        assertThat(told.balance().total()).isEqualTo(expected.total());
        assertThat(told.balance().heldMicros()).isEqualTo(expected.heldMicros());
        assertThat(told.balance().unpriced()).isEqualTo(expected.unpriced());
        assertThat(sum(told.moves())).isEqualTo(expected.total());
        assertThat(told.moves())
                .extracting(move -> move.posting() + "/" + move.number())
                .doesNotHaveDuplicates();
        long unpriced = told.moves().stream()
                        .filter(move -> move.amountMicros() == null)
                        .count()
                - told.moves().stream().filter(Move::settlesUnpriced).count();
        assertThat(unpriced).isEqualTo((expected.unpriced() ? 1 : 0) + (expected.unpricedHold() ? 1 : 0));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isReadAsItWasWritten(long seed) {
        Random random = new Random(seed);
        AttemptBalance balance =
                tell(List.of(anyWord(random), anyWord(random), anyWord(random))).balance();

        assertThat(BalanceCodec.decode(BalanceCodec.encode(balance))).isEqualTo(balance);
        assertThat(BalanceCodec.decode(BalanceCodec.encode(AttemptBalance.NEW))).isEqualTo(AttemptBalance.NEW);
    }

    @Test
    void isItsChargeOnceTheAttemptIsSettled() {
        AttemptBalance.Step told = tell(List.of(
                new Word(Knowledge.unknown(40_000L), null),
                new Word(Knowledge.charged(Basis.METERED, 31_000), null),
                new Word(Knowledge.invoiced(1, 30_500L), null)));

        assertThat(told.moves())
                .extracting(Move::posting)
                .containsExactly(Posting.HOLD, Posting.CHARGE, Posting.RELEASE, Posting.CORRECTION);
        assertThat(sum(told.moves())).isEqualTo(30_500);
    }

    @Test
    void goesOnFromWhatTheLedgerShowed() {
        AttemptBalance balance = AttemptBalance.of(
                LedgerBalance.newBuilder()
                        .setPostings(Map.of("HOLD", 1, "CHARGE", 1))
                        .setHeldMicros(40_000)
                        .setUnpriced(true)
                        .build(),
                AT);

        AttemptBalance.Step told = balance.told(Knowledge.invoiced(1, 12_000L), AT);

        assertThat(told.moves())
                .containsExactly(
                        new Move(Posting.CORRECTION, 1, 12_000L, 1, true),
                        new Move(Posting.RELEASE, 1, -40_000L, 1, false));
    }

    private static AttemptBalance.Step tell(List<Word> words) {
        AttemptBalance balance = AttemptBalance.NEW;
        List<Move> moves = new ArrayList<>();
        for (Word word : words) {
            AttemptBalance.Step step = word.credit() == null
                    ? balance.told(Objects.requireNonNull(word.knowledge()), AT)
                    : balance.credited(word.credit(), 500, AT);
            moves.addAll(step.moves());
            balance = step.balance();
        }
        return new AttemptBalance.Step(moves, balance);
    }

    private static long sum(List<Move> moves) {
        return moves.stream()
                .map(Move::amountMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Word anyWord(Random random) {
        long micros = 1_000L * random.nextInt(1, 5);
        return switch (random.nextInt(9)) {
            case 0 -> new Word(Knowledge.unknown(micros), null);
            case 1 -> new Word(Knowledge.unknown(null), null);
            case 2 -> new Word(Knowledge.notBilled(), null);
            case 3 -> new Word(Knowledge.unpriced(micros), null);
            case 4 -> new Word(Knowledge.unpriced(null), null);
            case 5 -> new Word(Knowledge.charged(Basis.METERED, micros), null);
            case 6 -> new Word(Knowledge.charged(Basis.REPORTED, micros), null);
            case 7 -> new Word(Knowledge.invoiced(random.nextInt(3), random.nextBoolean() ? micros : null), null);
            default -> new Word(null, "credit-" + random.nextInt(2));
        };
    }

    private record Word(
            @org.jspecify.annotations.Nullable Knowledge knowledge,
            @org.jspecify.annotations.Nullable String credit) {}
}
