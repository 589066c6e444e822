package io.diptych.simulator.invoice;

import java.util.Locale;

/// How a call was bought: answered at once, or collected later at the batch rate.
public enum Lane {
    STANDARD,
    BATCH;

    /// As written on the invoice.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads what [#label()] wrote.
    ///
    /// @throws IllegalArgumentException if there is no such lane
    static Lane of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
