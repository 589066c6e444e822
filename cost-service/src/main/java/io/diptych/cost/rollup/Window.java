package io.diptych.cost.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A length of time over which postings are summed. Windows begin at whole multiples of it since 1970 in UTC.
public enum Window {
    MINUTE(Duration.ofMinutes(1), "PT1M"),
    HOUR(Duration.ofHours(1), "PT1H"),
    DAY(Duration.ofDays(1), "P1D");

    private final Duration length;
    private final String iso;

    Window(Duration length, String iso) {
        this.length = length;
        this.iso = iso;
    }

    /// Its name in events, ISO 8601.
    public String iso() {
        return iso;
    }

    /// Start of the window that a moment falls into, inclusive.
    public Instant startOf(Instant moment) {
        return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), length.toMillis()) * length.toMillis());
    }

    /// End of the window that starts then, exclusive.
    public Instant endOf(Instant start) {
        return start.plus(length);
    }

    /// The window of that name in events.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Window ofIso(String iso) {
        for (Window window : values()) {
            if (window.iso.equals(iso)) {
                return window;
            }
        }
        throw new IllegalArgumentException("window is " + iso + ", must be one of "
                + Arrays.stream(values()).map(Window::iso).collect(Collectors.joining(", ")));
    }
}
