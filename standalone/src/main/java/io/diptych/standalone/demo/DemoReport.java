package io.diptych.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of a demonstration.
///
/// @param jobs           images that were asked for
/// @param outcomes       outcome records; equal to `jobs` when each job ended exactly once
/// @param ledgerUsd      what the ledger says was charged
/// @param invoiceUsd     what the simulated providers charge; null with real ones, which send theirs later
/// @param differenceUsd  ledger less invoice
/// @param unexplainedUsd by how much ledger and invoice differ without a reason that the ledger knew of, each attempt's
///                       difference taken as positive; null with real providers
/// @param settled        attempts that the invoice settled: nobody had known whether they were charged
/// @param paidTwice      images that were bought once more than needed
/// @param paidTwiceFor   attempts that they were bought for
/// @param heldUsd        attempts of which nobody knows whether they were charged
/// @param readySeconds   from the JVM's start to the stack's readiness; 0 where the stack was running already
/// @param elapsedSeconds from the first request to the last posting
/// @param articleUsd     what the article says the plan costs for 100 SKUs
/// @param faults         calls that the simulated providers made go wrong on demand, by how they did
/// @param killed         services that were killed and started again
public record DemoReport(
        String plan,
        int skus,
        String priceBook,
        String providers,
        int jobs,
        int outcomes,
        int delivered,
        int failed,
        BigDecimal ledgerUsd,
        @Nullable BigDecimal invoiceUsd,
        @Nullable BigDecimal differenceUsd,
        @Nullable BigDecimal unexplainedUsd,
        int settled,
        int paidTwice,
        List<String> paidTwiceFor,
        BigDecimal heldUsd,
        int unpriced,
        double readySeconds,
        double elapsedSeconds,
        long residentMegabytes,
        BigDecimal articleUsd,
        List<StageBill> stages,
        @Nullable String contactSheet,
        Map<String, Long> faults,
        List<String> killed) {

    public DemoReport {
        stages = List.copyOf(stages);
        faults = Map.copyOf(faults);
        killed = List.copyOf(killed);
    }

    /// What one stage cost with one model.
    ///
    /// @param articleUsd what the article says the stage costs for 100 SKUs
    public record StageBill(
            String title,
            String stage,
            String model,
            String tier,
            String lane,
            long images,
            BigDecimal costUsd,
            String articleModel,
            int articleImages,
            BigDecimal articleUsd) {}

    /// The same with what went wrong on demand.
    public DemoReport with(Map<String, Long> struck, List<String> victims) {
        return new DemoReport(
                plan,
                skus,
                priceBook,
                providers,
                jobs,
                outcomes,
                delivered,
                failed,
                ledgerUsd,
                invoiceUsd,
                differenceUsd,
                unexplainedUsd,
                settled,
                paidTwice,
                paidTwiceFor,
                heldUsd,
                unpriced,
                readySeconds,
                elapsedSeconds,
                residentMegabytes,
                articleUsd,
                stages,
                contactSheet,
                struck,
                victims);
    }

    /// Whether every job ended exactly once and every cent is accounted for.
    @JsonProperty("ok")
    public boolean isOk() {
        return outcomes == jobs
                && delivered + failed == jobs
                && unpriced == 0
                && (differenceUsd == null || differenceUsd.signum() == 0)
                && (unexplainedUsd == null || unexplainedUsd.signum() == 0);
    }
}
