package io.diptych.simulator.exhibit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image of which it is known what was asked for and what is wrong with it.
///
/// @param purpose  `white-background`, `scene` or `poster`
/// @param defect   what is wrong; [#NONE] where nothing is
/// @param image    the file, as a model would give it back
/// @param width    asked for, in pixels
/// @param height   asked for, in pixels
/// @param text     lines that it has to show
/// @param subject  what it has to show, as it was sent along; null where the words alone describe it
/// @param original what was edited under a mask; null where nothing was
/// @param mask     a PNG, transparent where the original was to be changed; null where there is no original
@SuppressWarnings("ArrayRecordComponent") // Files; never compared.
public record Exhibit(
        String purpose,
        String defect,
        byte[] image,
        String mediaType,
        int width,
        int height,
        List<String> text,
        byte @Nullable [] subject,
        byte @Nullable [] original,
        byte @Nullable [] mask) {
    /// Nothing is wrong.
    public static final String NONE = "none";

    public Exhibit {
        text = List.copyOf(text);
    }

    /// Whether it must not be delivered.
    public boolean isBad() {
        return !defect.equals(NONE);
    }
}
