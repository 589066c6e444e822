package io.diptych.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a broken server puts into a good answer in place of an image.
public final class SpoiltImage {
    private static final String PAGE = "<html><body><h1>Temporarily unavailable</h1></body></html>";

    private SpoiltImage() {}

    /// The bytes that the caller gets.
    ///
    /// @param fault how the call goes wrong, null if it goes well
    /// @param image the file that was drawn
    public static byte[] of(@Nullable FaultMode fault, byte[] image) {
        if (fault == FaultMode.TRUNCATED) {
            return Arrays.copyOf(image, image.length / 2);
        }
        return fault == FaultMode.NOT_IMAGE ? PAGE.getBytes(StandardCharsets.UTF_8) : image;
    }
}
