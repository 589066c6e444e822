package io.diptych.quality.intake;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A file that an image is compared with, decoded when it is first asked for. For one thread, and
/// only while the intake
/// that gave it is open.
public final class Companion {
    private final Supplier<Intake> decoding;
    private @Nullable Intake decoded;

    Companion(Supplier<Intake> decoding) {
        this.decoding = decoding;
    }

    /// What came of it.
    public Intake get() {
        Intake known = decoded;
        if (known == null) {
            known = decoding.get();
            decoded = known;
        }
        return known;
    }
}
