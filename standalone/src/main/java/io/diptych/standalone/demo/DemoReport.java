package io.diptych.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a demonstration.
///
/// @param jobs           images that were asked for
/// @param outcomes       outcome records; equal to `jobs` when each job ended exactly once
/// @param ledgerUsd      what the ledger says was charged
/// @param invoiceUsd     what the simulated providers charge; null with real ones, which send theirs later
/// @param differenceUsd  ledger less invoice
/// @param paidTwice      images that were bought once more than needed
/// @param heldUsd        attempts of which nobody knows whether they were charged
/// @param readySeconds   from the JVM's start to the stack's readiness; 0 where the stack was running already
/// @param elapsedSeconds from the first request to the last posting
/// @param articleUsd     what the article says the plan costs for 100 SKUs
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
        int paidTwice,
        BigDecimal heldUsd,
        int unpriced,
        double readySeconds,
        double elapsedSeconds,
        long residentMegabytes,
        BigDecimal articleUsd,
        List<StageBill> stages,
        @Nullable String contactSheet) {

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

    /// Whether every job ended exactly once and every cent is accounted for.
    @JsonProperty("ok")
    public boolean isOk() {
        return outcomes == jobs
                && delivered + failed == jobs
                && unpriced == 0
                && (differenceUsd == null || differenceUsd.signum() == 0);
    }
}
