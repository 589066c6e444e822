package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a film is one: an MP4 file about as long as it was to be. Its frames are not looked at.
final class FilmCheck {
    static final String ID = "film";

    private static final String VERSION = "1";
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    /// @param length as the worker read it from the file
    /// @param wanted null where the request leaves the length to the model
    Finding examine(byte[] file, Duration length, @Nullable Duration wanted) {
        Map<String, Double> measured = Map.of("seconds", length.toMillis() / 1000.0);
        if (file.length < 12
                || !new String(file, 4, 4, StandardCharsets.US_ASCII).equals("ftyp")
                || !length.isPositive()) {
            return new Finding(ID, VERSION, CheckStatus.FAILED, measured, "file is no MP4 film");
        }
        boolean fits = wanted == null || length.minus(wanted).abs().compareTo(TOLERANCE) <= 0;
        return new Finding(
                ID,
                VERSION,
                fits ? CheckStatus.PASSED : CheckStatus.FAILED,
                measured,
                "film lasts " + length + (wanted == null ? "" : ", wanted is " + wanted));
    }
}
