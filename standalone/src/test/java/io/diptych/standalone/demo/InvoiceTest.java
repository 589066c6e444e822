package io.diptych.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.standalone.demo.Invoice.Line;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InvoiceTest {

    @Test
    void countsAnAttemptThatWasChargedTwice() {
        Invoice invoice = new Invoice(List.of(line("a#0.1"), line("a#0.1"), line("b#0.1")));

        assertThat(invoice.paidTwice(Set.of())).containsExactly("a#0.1");
    }

    @Test
    void countsAnUnknownAttemptThatTheProviderCharged() {
        Invoice invoice = new Invoice(List.of(line("a#0.1"), line("a#0.2")));

        assertThat(invoice.paidTwice(Set.of("a#0.1"))).containsExactly("a#0.1");
    }

    @Test
    void doesNotCountAnUnknownAttemptThatNobodyCharged() {
        Invoice invoice = new Invoice(List.of(line("a#0.2")));

        assertThat(invoice.paidTwice(Set.of("a#0.1"))).isEmpty();
    }

    @Test
    void sumsItsLines() {
        assertThat(new Invoice(List.of(line("a#0.1"), line("b#0.1"))).totalMicros())
                .isEqualTo(68_000);
    }

    @Test
    void countsWhatHasNoPriceInsteadOfTakingItForFree() {
        Invoice invoice = new Invoice(List.of(line("a#0.1"), new Line("b#0.1", "gpt-image-2", 1, null)));

        assertThat(invoice.unpriced()).isEqualTo(1);
        assertThat(invoice.totalMicros()).isEqualTo(34_000);
    }

    private static Line line(String attempt) {
        return new Line(attempt, "gemini-3.1-flash-image", 1, 34_000L);
    }
}
