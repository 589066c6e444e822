package io.diptych.standalone.demo;

import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Compares the ledger with the invoice at the end of a run, and settles what only the invoice can tell.
///
/// @param settled           attempts that the invoice settled: nobody had known whether they were charged
/// @param unexplainedMicros micro-USD by which ledger and invoice differ for another reason than that
record BookClosing(int settled, long unexplainedMicros) {
    /// Differences that a crash or a cut connection explains: the ledger says that nobody knows, and keeps a hold.
    private static final Set<String> EXPECTED = Set.of("UNKNOWN_SETTLED");

    private static final String INVOICE = "demo.csv";
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(300);

    /// Compares, and settles if asked to.
    ///
    /// @param campaign prefix of the run's attempt ids
    /// @param settle   whether to post what the invoice settles, and to wait until the ledger has it
    static BookClosing of(StackAddresses stack, URI simulator, String campaign, boolean settle)
            throws IOException, InterruptedException {
        byte[] csv = Reconciliations.simulatorInvoice(simulator);
        if (new String(csv, java.nio.charset.StandardCharsets.UTF_8).lines().count() < 2) {
            // Nothing was bought: there is no invoice to compare with.
            return new BookClosing(0, 0);
        }
        JsonNode found = Reconciliations.ask(stack, INVOICE, csv, settle, false, settle);
        int open = count(found, campaign);
        long unexplained = unexplained(found, campaign);
        if (settle) {
            unexplained += left(stack, csv, campaign);
        }
        return new BookClosing(settle ? open : 0, unexplained);
    }

    /// Micro-USD that still differ when what was settled has been posted.
    private static long left(StackAddresses stack, byte[] csv, String campaign)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (true) {
            JsonNode again = Reconciliations.ask(stack, INVOICE, csv, false, false, true);
            if (count(again, campaign) == 0) {
                return 0;
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(count(again, campaign) + " attempts are not settled " + SETTLING.toSeconds()
                        + " s after the invoice was applied");
            }
            Thread.sleep(PAUSE);
        }
    }

    private static int count(JsonNode answer, String campaign) {
        int count = 0;
        for (JsonNode difference : answer.get("differences")) {
            if (isOurs(difference, campaign) && isExpected(difference)) {
                count++;
            }
        }
        return count;
    }

    static long unexplained(JsonNode answer, String campaign) {
        long micros = answer.get("unexplainedMicros").asLong();
        for (JsonNode difference : answer.get("differences")) {
            if (!difference.get("explained").asBoolean()) {
                micros -= micros(difference);
            }
            if (isOurs(difference, campaign) && !isExpected(difference)) {
                micros += micros(difference);
            }
        }
        return micros;
    }

    private static long micros(JsonNode difference) {
        JsonNode invoiced = difference.get("invoiceMicros");
        return invoiced.isNull()
                ? 0
                : Math.abs(invoiced.asLong() - difference.get("ledgerMicros").asLong());
    }

    private static boolean isOurs(JsonNode difference, String campaign) {
        return difference.get("subject").asString().startsWith(campaign);
    }

    private static boolean isExpected(JsonNode difference) {
        return EXPECTED.contains(difference.get("kind").asString());
    }
}
