package io.diptych.standalone.command;

import io.diptych.catalog.Money;
import io.diptych.standalone.demo.Reconciliations;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Compares a provider's invoice with the ledger of a running stack, and settles the differences where that is wished.
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Compares a provider's invoice with the ledger of the running stack, and tells for every difference what",
            "explains it. Ends with 0 when nothing is unexplained, else with 1."
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final String ROW = "%-18s %-40s %-24s %-10s %14s %14s  %s";

    @Mixin
    private DataFolder data = new DataFolder();

    @Option(
            names = "--invoice",
            required = true,
            paramLabel = "CSV",
            description = "The invoice: an export of OpenAI's costs or Google's billing, or the simulator's invoice.")
    private @Nullable Path invoice;

    @Option(names = "--apply", description = "Post what settles the differences that are explained.")
    private boolean apply;

    @Option(
            names = "--accept-unexplained",
            description = "With --apply, post also what settles the others: somebody has looked at each.")
    private boolean accept;

    @Option(
            names = "--complete",
            description = {
                "The invoice has every call of its days: what it leaves out was not charged.",
                "Without this, --apply settles only what is on the invoice."
            })
    private boolean complete;

    @Option(names = "--json", description = "Print the answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Screen screen = new Screen(json);
        JsonNode answer = ask(data.running());
        if (!answer.get("differences").isEmpty()) {
            screen.line(ROW, "difference", "attempt", "model", "day", "ledger USD", "invoice USD", "why");
        }
        for (JsonNode difference : answer.get("differences")) {
            screen.line(
                    ROW,
                    difference.get("kind").asString(),
                    difference.get("subject").asString(),
                    difference.get("model").asString(),
                    difference.get("day").asString(),
                    usd(difference.get("ledgerMicros")),
                    difference.get("invoiceMicros").isNull() ? "unknown" : usd(difference.get("invoiceMicros")),
                    difference.get("explanation").asString());
        }
        for (JsonNode drift : answer.get("drifts")) {
            if (drift.get("alarming").asBoolean()) {
                screen.line(
                        "ALARM %s on %s: %.2f percent apart",
                        drift.get("model").asString(),
                        drift.get("day").asString(),
                        drift.get("percent").asDouble());
            }
        }
        screen.line(
                "%d lines, %d attempts agree",
                answer.get("lines").asInt(), answer.get("matched").asInt());
        screen.line("ledger      %s USD", usd(answer.get("ledgerMicros")));
        screen.line("invoice     %s USD", usd(answer.get("invoiceMicros")));
        screen.line(
                "unexplained %s USD, %d of %d differences",
                usd(answer.get("unexplainedMicros")),
                answer.get("unexplained").asInt(),
                answer.get("differences").size());
        if (apply) {
            screen.line("%d differences settled", answer.get("settled").asInt());
        }
        screen.result(answer);
        boolean isExplained = answer.get("unexplained").asInt() == 0
                && answer.get("unexplainedMicros").asLong() == 0;
        return isExplained ? 0 : 1;
    }

    private JsonNode ask(StackAddresses stack) throws IOException, InterruptedException {
        if (invoice == null || !Files.isReadable(invoice)) {
            throw new StackException("--invoice is " + invoice + ", must be a file that can be read");
        }
        return Reconciliations.ask(
                stack, String.valueOf(invoice.getFileName()), Files.readAllBytes(invoice), apply, accept, complete);
    }

    private static String usd(JsonNode micros) {
        return new Money(micros.asLong()).toMicros();
    }
}
