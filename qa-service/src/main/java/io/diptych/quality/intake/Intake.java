package io.diptych.quality.intake;

import java.util.Map;

/// What came of taking in a file.
public sealed interface Intake {

    /// It is an image, complete and decoded.
    record Taken(Picture picture) implements Intake {}

    /// It is not, and never will be.
    ///
    /// @param reason   for a person: what was found and what was expected
    /// @param measured what was measured until then, by name
    record Refused(String reason, Map<String, Double> measured) implements Intake {
        public Refused {
            measured = Map.copyOf(measured);
        }

        Refused(String reason) {
            this(reason, Map.of());
        }
    }
}
