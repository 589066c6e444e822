package io.diptych.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The rates of one model during some days. Days begin at midnight UTC.
///
/// @param from  first day
/// @param to    first day after, or null while no end is known
/// @param rates how the model is billed then
record PricePeriod(LocalDate from, @Nullable LocalDate to, Rates rates) {

    PricePeriod {
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + ", expected from before to");
        }
    }

    boolean covers(Instant at) {
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(from) && (to == null || day.isBefore(to));
    }
}
