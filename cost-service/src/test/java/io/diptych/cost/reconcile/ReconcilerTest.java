package io.diptych.cost.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diptych.catalog.Catalog;
import io.diptych.cost.TestResults;
import io.diptych.cost.balance.AttemptBalance;
import io.diptych.cost.pricing.Postings;
import io.diptych.cost.reconcile.Difference.Kind;
import io.diptych.events.Billing;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.Lane;
import io.diptych.events.LedgerBalance;
import io.diptych.events.Posting;
import io.diptych.events.Settlement;
import io.diptych.events.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final String CALLS = "at,provider,model,lane,clientRequestId,providerRequestId,amountMicros\n";

    private final Postings article = new Postings(Catalog.load().priceBook("seed-000"));

    @Test
    void tellsEachReasonThatItKnows() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("lost"), Billing.UNKNOWN);
        GenerationResult free = TestResults.withoutImage(TestResults.gpt("free"), Billing.UNKNOWN);
        GenerationResult strange = TestResults.of("strange", 1, "openai", "nobody", "1K", Lane.BULK, Stage.DRAFT)
                .build();
        List<LedgerAttempt> ledger = List.of(
                attempt(TestResults.gpt("right")),
                attempt(TestResults.gpt("dear")),
                attempt(TestResults.gpt("dear-too")),
                attempt(TestResults.gpt("cheap")),
                attempt(TestResults.gpt("twice")),
                attempt(TestResults.gpt("repaid")),
                attempt(TestResults.gpt("ours")),
                attempt(TestResults.geminiBatch("another-provider")),
                attempt(lost),
                attempt(free),
                attempt(strange));

        Reconciliation found = reconcile(ledger, """
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,right#0.1,req-right,32000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,,req-dear,33000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,dear-too#0.1,req-dear-too,33000
                2026-11-20T10:00:00Z,openai,gpt-image-2,batch,cheap#0.1,req-cheap,16000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,twice#0.1,req-twice,32000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,twice#0.1,req-other,31900
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,repaid#0.1,req-repaid,32000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,repaid#0.1,req-repaid,-2000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,lost#0.1,req-lost,32000
                2026-11-20T10:00:00Z,openai,nobody,standard,strange#0.1,req-strange,7000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,nowhere#0.1,req-nowhere,5000
                """);

        assertThat(found.matched()).isEqualTo(1);
        assertThat(found.differences())
                .extracting(Difference::kind, Difference::subject, Difference::micros)
                .containsExactlyInAnyOrder(
                        tuple(Kind.REPRICED, "dear#0.1", 1_000L),
                        tuple(Kind.REPRICED, "dear-too#0.1", 1_000L),
                        tuple(Kind.REPRICED, "cheap#0.1", -16_000L),
                        tuple(Kind.DOUBLED, "twice#0.1", 31_900L),
                        tuple(Kind.CREDITED, "repaid#0.1", -2_000L),
                        tuple(Kind.NOT_ON_INVOICE, "ours#0.1", -32_000L),
                        tuple(Kind.UNKNOWN_SETTLED, "lost#0.1", 32_000L),
                        tuple(Kind.UNKNOWN_SETTLED, "free#0.1", 0L),
                        tuple(Kind.PRICE_SETTLED, "strange#0.1", 7_000L),
                        tuple(Kind.MISSING_IN_LEDGER, "nowhere#0.1", 5_000L));
        assertThat(found.differences())
                .filteredOn(difference -> difference.kind() == Kind.REPRICED)
                .extracting(Difference::explanation)
                .containsExactlyInAnyOrder(
                        "the provider's rate is 1.031 times the book's, for 2 calls alike",
                        "the provider's rate is 1.031 times the book's, for 2 calls alike",
                        "it was made in the standard lane and is charged as in the batch lane");
        assertThat(found.ledgerMicros()).isEqualTo(7 * 32_000);
        assertThat(found.unexplained()).isZero();
        assertThat(found.unexplainedMicros()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // One call is charged otherwise, and nothing else is off by the same factor.
        "'standard,a#0.1,req-a,33000', 1000",
        "'standard,a#0.1,req-a,31999', 1",
        // Two lines, of which neither has the ledger's amount.
        "'standard,a#0.1,req-a,20000|standard,a#0.1,req-b,20000', 8000",
        // More is given back than was charged.
        "'standard,a#0.1,req-a,-5', 32005",
        // Nobody here asked for it.
        "'standard,a#0.1,req-a,32000|standard,,req-nowhere,5000', 5000",
        "'standard,a#0.1,req-a,32000|standard,foreign,req-nowhere,5000', 5000"
    })
    void showsADifferenceThatNoReasonCovers(String lines, long unexplained) {
        String csv = lines.lines()
                .flatMap(all -> Arrays.stream(all.split("\\|", -1)))
                .map(line -> "2026-11-20T10:00:00Z,openai,gpt-image-2," + line + "\n")
                .collect(Collectors.joining());

        Reconciliation found = reconcile(List.of(attempt(TestResults.gpt("a"))), csv);

        assertThat(found.differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.kind()).isEqualTo(Kind.UNEXPLAINED));
        assertThat(found.unexplained()).isEqualTo(1);
        assertThat(found.unexplainedMicros()).isEqualTo(unexplained);
        assertThat(found.settlements(false)).isEmpty();
    }

    @Test
    void letsNoUnexplainedDifferenceMakeUpForAnother() {
        Reconciliation found = reconcile(List.of(attempt(TestResults.gpt("a")), attempt(TestResults.gpt("b"))), """
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,a#0.1,req-a,33000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,b#0.1,req-b,31000
                """);

        assertThat(found.invoiceMicros()).isEqualTo(found.ledgerMicros());
        assertThat(found.unexplained()).isEqualTo(2);
        assertThat(found.unexplainedMicros()).isEqualTo(2_000);
        assertThat(found.settlements(true)).hasSize(2);
    }

    @Test
    void doesNotBelieveAnAbsurdAmountForWhatWasUnknown() {
        GenerationResult lost = TestResults.withoutImage(TestResults.gpt("lost"), Billing.UNKNOWN);

        Reconciliation found = reconcile(
                List.of(attempt(lost)), "2026-11-20T10:00:00Z,openai,gpt-image-2,standard,lost#0.1,req-lost,360000\n");

        assertThat(found.unexplainedMicros()).isEqualTo(360_000);
        assertThat(found.settlements(false)).isEmpty();
    }

    @Test
    void takesALineWithoutAnAmountForUnexplainedWhereTheLedgerHasOne() {
        Reconciliation found = reconcile(
                List.of(attempt(TestResults.gpt("a"))),
                "2026-11-20T10:00:00Z,openai,gpt-image-2,standard,a#0.1,req-a,\n");

        assertThat(found.unexplained()).isEqualTo(1);
        assertThat(found.unexplainedMicros()).isEqualTo(32_000);
    }

    @ParameterizedTest
    @CsvSource({"68000, 2, 0, 0", "70000, 0, 1, 2000"})
    void comparesTheSumOfABatchWithItsAttempts(long micros, int matched, int unexplained, long unexplainedMicros) {
        Invoice invoice = Invoice.parse(
                "november",
                "at,provider,model,clientRequestId,providerRequestId,providerBatchId,amountMicros\n"
                        + "2026-11-21T01:00:00Z,google,gemini-3.1-flash-image,,,batches/7," + micros + "\n");

        Reconciliation found = new Reconciler(
                        invoice,
                        List.of(attempt(TestResults.geminiBatch("a")), attempt(TestResults.geminiBatch("b"))),
                        NOW,
                        true)
                .reconcile();

        assertThat(found.matched()).isEqualTo(matched);
        assertThat(found.unexplained()).isEqualTo(unexplained);
        assertThat(found.unexplainedMicros()).isEqualTo(unexplainedMicros);
    }

    @Test
    void settlesTheLedgerToTheInvoice() {
        List<GenerationResult> results = List.of(
                TestResults.gpt("right"),
                TestResults.gpt("dear"),
                TestResults.withoutImage(TestResults.gpt("lost"), Billing.UNKNOWN),
                TestResults.withoutImage(TestResults.gpt("free"), Billing.UNKNOWN));
        Reconciliation found = reconcile(results.stream().map(this::attempt).toList(), """
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,right#0.1,req-right,32000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,dear#0.1,req-dear,33000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,lost#0.1,req-lost,31000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,,req-nowhere,5000
                """);

        List<CostEntry> posted = new ArrayList<>();
        results.forEach(result -> posted.addAll(article.of(result)));
        for (Difference difference : found.differences()) {
            Settlement settlement = Objects.requireNonNull(difference.settlement());
            AttemptBalance before = AttemptBalance.of(
                    settlement.getBalance(), settlement.getTemplate().getOccurredAt());
            posted.addAll(article.of(settlement, before).entries());
        }

        assertThat(posted).extracting(CostEntry::getEntryId).doesNotHaveDuplicates();
        assertThat(posted.stream().mapToLong(CostEntry::getAmountMicros).sum()).isEqualTo(found.invoiceMicros());
        assertThat(posted.stream()
                        .filter(entry -> entry.getPosting() == Posting.HOLD || entry.getPosting() == Posting.RELEASE)
                        .mapToLong(CostEntry::getAmountMicros)
                        .sum())
                .isZero();
    }

    @Test
    void settlesNothingByItsAbsenceFromAnInvoiceThatMayBePartial() {
        List<LedgerAttempt> ledger = List.of(
                attempt(TestResults.gpt("noon")),
                attempt(TestResults.gpt("afternoon")),
                attempt(TestResults.withoutImage(TestResults.gpt("lost"), Billing.UNKNOWN)));
        Invoice untilNoon = Invoice.parse(
                "november", CALLS + "2026-11-20T10:00:00Z,openai,gpt-image-2,standard,noon#0.1,req-noon,33000\n");

        Reconciliation found = new Reconciler(untilNoon, ledger, NOW, false).reconcile();

        assertThat(found.differences())
                .extracting(Difference::kind, Difference::subject, difference -> difference.settlement() != null)
                .containsExactlyInAnyOrder(
                        tuple(Kind.UNEXPLAINED, "noon#0.1", true),
                        tuple(Kind.NOT_ON_INVOICE, "afternoon#0.1", false),
                        tuple(Kind.UNKNOWN_SETTLED, "lost#0.1", false));
    }

    @Test
    void alarmsWhenAModelsDayDriftsByMoreThanAPercent() {
        List<LedgerAttempt> ledger = List.of(attempt(TestResults.gpt("a")), attempt(TestResults.gpt("b")));

        Reconciliation near = reconcile(ledger, """
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,a#0.1,r,32000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,b#0.1,r,32500
                """);
        Reconciliation far = reconcile(ledger, """
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,a#0.1,r,32000
                2026-11-20T10:00:00Z,openai,gpt-image-2,standard,b#0.1,r,33000
                """);

        assertThat(near.drifts())
                .singleElement()
                .satisfies(drift -> assertThat(drift.isAlarming()).isFalse());
        assertThat(far.drifts())
                .singleElement()
                .satisfies(drift -> assertThat(drift.isAlarming()).isTrue());
    }

    @Test
    void comparesSumsOfDaysAndModelsWhereAnInvoiceHasNoMore() {
        List<LedgerAttempt> ledger = List.of(attempt(TestResults.gpt("a")), attempt(TestResults.geminiBatch("b")));

        Reconciliation openai = new Reconciler(Invoice.parse("openai", """
                                start_time,end_time,amount_value,amount_currency,line_item,project_id
                                1763596800,1763683200,9.99,usd,"gpt-image-2, image output",p
                                2026-11-20,2026-11-21,0.030,usd,"gpt-image-2, image output",p
                                2026-11-20,2026-11-21,0.004,usd,"gpt-image-2, text input",p
                                """), ledger, NOW, true).reconcile();
        Reconciliation google = new Reconciler(Invoice.parse("google", """
                                usage_start_time,sku.description,cost,currency
                                2026-11-20 00:00:00 UTC,Gemini 3.1 Flash Image output tokens batch,0.034,USD
                                """), ledger, NOW, true).reconcile();

        assertThat(openai.differences())
                .filteredOn(difference -> difference.day().getYear() == 2026)
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.kind()).isEqualTo(Kind.TOTAL);
                    assertThat(difference.micros()).isEqualTo(2_000);
                    assertThat(difference.settlement()).isNull();
                });
        assertThat(openai.unexplainedMicros()).isEqualTo(9_990_000 + 2_000);
        assertThat(google.differences()).isEmpty();
        assertThat(google.unexplainedMicros()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "at,model; line 1: field (all) is 'at,model', must be columns of calls",
                "start_time,amount_value,amount_currency,line_item\\n2026-11-20,1.00,EUR,m; line 2: field amount_currency is"
                        + " 'EUR', must be USD",
                "start_time,amount_value,amount_currency,line_item\\n2026-11-20,lots,USD,m; line 2: field amount_value is"
                        + " 'lots', must be dollars such as 36.10",
                "start_time,amount_value,amount_currency,line_item\\n2026-11-20,1.00; line 2: field amount_currency is '',"
                        + " must be there: the line has 2 fields"
            })
    void namesTheLineAndFieldThatIsWrong(String csv, String message) {
        assertThatThrownBy(() -> Invoice.parse("bad", csv.replace("\\n", "\n")))
                .isInstanceOf(InvoiceException.class)
                .hasMessageStartingWith(message);
    }

    private Reconciliation reconcile(List<LedgerAttempt> ledger, String lines) {
        return new Reconciler(Invoice.parse("november", CALLS + lines), ledger, NOW, true).reconcile();
    }

    private LedgerAttempt attempt(GenerationResult result) {
        List<CostEntry> entries = article.of(result);
        Map<String, Integer> postings = new TreeMap<>();
        entries.forEach(entry -> postings.merge(entry.getPosting().name(), 1, Integer::sum));
        return new LedgerAttempt(
                entries.getFirst(),
                LedgerBalance.newBuilder()
                        .setPostings(postings)
                        .setChargedMicros(sum(entries, Posting.CHARGE))
                        .setHeldMicros(sum(entries, Posting.HOLD))
                        .setUnpriced(entries.stream()
                                .anyMatch(entry ->
                                        entry.getPosting() == Posting.CHARGE && entry.getAmountMicros() == null))
                        .build());
    }

    private static long sum(List<CostEntry> entries, Posting kind) {
        return entries.stream()
                .filter(entry -> entry.getPosting() == kind && entry.getAmountMicros() != null)
                .mapToLong(CostEntry::getAmountMicros)
                .sum();
    }
}
