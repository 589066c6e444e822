package io.diptych.cost.kafka;

import io.diptych.events.AlertKind;
import io.diptych.events.CostAlert;
import io.diptych.events.CostEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Alerts on postings without a price: one for each tenant, model and day, since a missing price is missing for all.
final class UnknownPrices {
    private UnknownPrices() {}

    static Optional<CostAlert> alert(CostEntry entry, Instant now) {
        if (entry.getAmountMicros() != null) {
            return Optional.empty();
        }
        String id = "price-unknown/" + entry.getTenant() + "/" + entry.getModel() + "/"
                + now.atZone(ZoneOffset.UTC).toLocalDate();
        return Optional.of(CostAlert.newBuilder()
                .setAlertId(id)
                .setTenant(entry.getTenant())
                .setKind(AlertKind.PRICE_UNKNOWN)
                .setSubject(entry.getModel())
                .setMessage("attempt " + entry.getAttemptId() + " has no price: " + entry.getExplanation()
                        + ". Add the price to the book, or settle the attempt by the provider's invoice")
                .setOccurredAt(now)
                .build());
    }
}
