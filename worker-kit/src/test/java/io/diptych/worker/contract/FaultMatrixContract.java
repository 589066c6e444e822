package io.diptych.worker.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.events.Billing;
import io.diptych.simulator.Simulator;
import io.diptych.simulator.SimulatorOptions;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.FaultRule;
import io.diptych.simulator.invoice.InvoiceLine;
import io.diptych.worker.attempt.AttemptCalls;
import io.diptych.worker.attempt.Receipt;
import io.diptych.worker.batch.BatchTrip;
import io.diptych.worker.contract.FaultTable.Cell;
import io.diptych.worker.contract.FaultTable.End;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every fault that can strike a purchase, for every way to buy: how the attempt ends, how often the
/// provider is asked,
/// and that what we say of the bill is what the invoice says.
///
/// All of them run at once against one simulator, each struck by a rule of its own. Calls are struck each time they
/// are made; a batch's submission and its items are struck once, so that it is seen how they go on.
public abstract class FaultMatrixContract {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofSeconds(50);

    /// An image of 16 MB takes more than ten times that to read: one at a time.
    private final Semaphore large = new Semaphore(1);

    /// The ways that an adapter module offers.
    ///
    /// @param silence longest wait for a submission's answer: less is not patient enough for a busy machine
    /// @param opened  takes what must be closed after the test
    protected abstract List<Way> ways(URI simulator, Duration silence, List<AutoCloseable> opened);

    @Test
    @Timeout(600)
    void endsAsTheTableSays() throws Exception {
        // Given
        List<AutoCloseable> opened = new ArrayList<>();
        try (Simulator simulator =
                Simulator.start(SimulatorOptions.defaults().withSpeed(500).withBatchLatency(Duration.ofSeconds(60)))) {
            List<Way> ways = ways(simulator.baseUrl(), SILENCE, opened);
            Map<Cell, End> table = FaultTable.of(ways.stream().map(Way::name).toList());

            // When: what waits for silence comes last, lest its time go by before it is asked for
            Map<String, String> found = new TreeMap<>();
            for (boolean silent : new boolean[] {false, true}) {
                found.putAll(ends(simulator, ways, table, fault -> isSilent(fault) == silent));
            }

            // Then
            Map<String, String> wanted = new TreeMap<>();
            table.forEach((cell, end) -> wanted.put(cell.toString(), end.row(cell)));
            assertThat(String.join("\n", found.values())).isEqualTo(String.join("\n", wanted.values()));
        } finally {
            for (AutoCloseable one : opened) {
                one.close();
            }
        }
    }

    private Map<String, String> ends(
            Simulator simulator, List<Way> ways, Map<Cell, End> table, Predicate<FaultMode> which) throws Exception {
        Map<Cell, Future<End>> ends =
                new TreeMap<>(Comparator.comparing(Cell::fault).thenComparing(Cell::way));
        Map<String, String> found = new TreeMap<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Way way : ways) {
                for (FaultMode fault : way.faults().stream().filter(which).toList()) {
                    Cell cell = new Cell(fault, way.name());
                    End expected = table.get(cell);
                    ends.put(cell, all.submit(() -> struck(simulator, way, fault, expected)));
                }
            }
            for (var end : ends.entrySet()) {
                found.put(end.getKey().toString(), end.getValue().get().row(end.getKey()));
            }
        }
        return found;
    }

    private static boolean isSilent(FaultMode fault) {
        return fault == FaultMode.HANG || fault == FaultMode.TRICKLE;
    }

    private End struck(Simulator simulator, Way way, FaultMode fault, @Nullable End expected)
            throws InterruptedException {
        String request = fault.label() + "." + way.name();
        String attempt = request + "#0.1";
        if (fault == FaultMode.LARGE) {
            large.acquire();
        }
        try {
            return switch (way) {
                case Way.Calls calls -> {
                    simulator.faults().add(FaultRule.always(fault).of(attempt));
                    yield called(simulator, calls, fault, attempt, expected);
                }
                case Way.Batches batches -> {
                    simulator.faults().add(new FaultRule(null, fault, 1, 1).of(attempt));
                    yield carried(simulator, batches, request, attempt, expected);
                }
            };
        } finally {
            if (fault == FaultMode.LARGE) {
                large.release();
            }
        }
    }

    private End called(Simulator simulator, Way.Calls way, FaultMode fault, String attempt, @Nullable End expected) {
        Instant deadline = Instant.now().plus(isSilent(fault) ? SILENCE : LONG);
        AttemptCalls.Made made =
                AttemptCalls.ask(way.provider(), way.call().apply(attempt).withDeadline(deadline));
        List<InvoiceLine> lines = invoiced(simulator, attempt, expected);
        if (made.outcome() instanceof Rendered rendered) {
            agree(attempt, rendered, lines);
        }
        return end(made.receipt(), made.calls(), lines);
    }

    private static End carried(
            Simulator simulator, Way.Batches way, String request, String attempt, @Nullable End expected)
            throws InterruptedException {
        BatchTrip.Made made = BatchTrip.carry(way.provider(), way.model(), request, way.job());
        List<InvoiceLine> lines = invoiced(simulator, attempt, expected);
        return end(made.receipt(), made.submissions(), lines);
    }

    private static End end(Receipt receipt, int calls, List<InvoiceLine> lines) {
        if (receipt.billing() == Billing.NOT_BILLED) {
            assertThat(lines).as("said to be not billed").isEmpty();
        }
        Receipt.Problem problem = receipt.problem();
        String ends = problem == null ? "RENDERED" : problem.code().name();
        return new End(ends, calls, receipt.billing(), lines.size());
    }

    /// What the adapter counts is what the provider charges for.
    private static void agree(String attempt, ProviderOutcome outcome, List<InvoiceLine> lines) {
        assertThat(lines).as(attempt).hasSize(1);
        Usage usage = outcome.usage();
        if (usage != null) {
            assertThat(usage.imageOut())
                    .as(attempt)
                    .isEqualTo(lines.getFirst().purchase().usage().imageOut());
            assertThat(Objects.requireNonNullElse(usage.imageIn(), 0L))
                    .as(attempt)
                    .isEqualTo(lines.getFirst().purchase().usage().imageIn());
        }
    }

    /// What nobody waited for is billed all the same, when it is done.
    private static List<InvoiceLine> invoiced(Simulator simulator, String attempt, @Nullable End expected) {
        if (expected != null && expected.invoiced() > 0) {
            await("invoice of " + attempt)
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> lines(simulator, attempt).size() >= expected.invoiced());
        }
        return lines(simulator, attempt);
    }

    private static List<InvoiceLine> lines(Simulator simulator, String attempt) {
        return simulator.invoice().lines().stream()
                .filter(line -> attempt.equals(line.purchase().clientRequestId()))
                .toList();
    }
}
