package io.diptych.simulator.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void keepsItsLinesAcrossRestarts() {
        List<InvoiceLine> before;
        try (Invoice invoice = open()) {
            invoice.bill(purchase("job#0.1", "low"));
            invoice.bill(purchase(null, "unpriced"));
            before = invoice.lines();
        }

        try (Invoice invoice = open()) {
            invoice.bill(purchase("job#1.1", "low"));

            assertThat(invoice.lines()).hasSize(3).startsWith(before.toArray(InvoiceLine[]::new));
            assertThat(invoice.totalMicros()).isEqualTo(16_000);
        }
    }

    @Test
    void dropsALineThatACrashCutOff() throws IOException {
        try (Invoice invoice = open()) {
            invoice.bill(purchase("job#0.1", "low"));
        }
        Files.writeString(file(), "{\"provider\":\"open", StandardOpenOption.APPEND);

        try (Invoice invoice = open()) {
            invoice.bill(purchase("job#1.1", "low"));
        }

        try (Invoice invoice = open()) {
            assertThat(invoice.lines())
                    .extracting(line -> line.purchase().clientRequestId())
                    .containsExactly("job#0.1", "job#1.1");
        }
    }

    @Test
    void refusesAFileThatIsNoInvoice() throws IOException {
        Files.writeString(file(), "hello\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("invoice.jsonl");
    }

    @Test
    void forgetsEverythingWhenCleared() {
        try (Invoice invoice = open()) {
            invoice.bill(purchase("job#0.1", "low"));
            invoice.clear();
            invoice.bill(purchase("job#1.1", "low"));
        }

        try (Invoice invoice = open()) {
            assertThat(invoice.lines()).hasSize(1);
        }
    }

    @Test
    void aLineWithoutAPriceHasNoAmount() {
        try (Invoice invoice = open()) {
            assertThat(invoice.bill(purchase(null, "unpriced")).amountMicros()).isNull();
            assertThat(invoice.totalMicros()).isZero();
        }
    }

    private Invoice open() {
        return new Invoice(PriceBooks.load("seed-000"), NOON, file());
    }

    private Path file() {
        return folder.resolve("invoice.jsonl");
    }

    private static Purchase purchase(@Nullable String client, String quality) {
        return new Purchase(
                "openai",
                "gpt-image-2",
                client,
                "req_1",
                Lane.STANDARD,
                quality,
                "1024x1024",
                1,
                new Usage(5, 0, 0, 196));
    }
}
