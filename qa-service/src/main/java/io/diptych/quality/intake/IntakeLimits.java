package io.diptych.quality.intake;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What is too big to be decoded.
///
/// @param maxBytes   most bytes of a file
/// @param maxSide    most pixels of width and of height
/// @param maxPixels  most pixels of an image, as its header claims them
/// @param memory     most memory for decoded images, per instance; an image that needs more is
///   decoded alone
/// @param decodeTime longest decoding of one file
@Validated
@ConfigurationProperties("diptych.qa.intake")
public record IntakeLimits(
        @DefaultValue("25MB") DataSize maxBytes,
        @DefaultValue("8192") @Positive int maxSide,
        @DefaultValue("40000000") @Positive long maxPixels,
        @DefaultValue("256MB") DataSize memory,
        @DefaultValue("10s") Duration decodeTime) {

    /// The limits when nothing is configured.
    public static final IntakeLimits DEFAULT = new IntakeLimits(
            DataSize.ofMegabytes(25), 8192, 40_000_000, DataSize.ofMegabytes(256), Duration.ofSeconds(10));

    public IntakeLimits {
        requirePositive("max-bytes", maxBytes);
        requirePositive("memory", memory);
        if (!decodeTime.isPositive()) {
            throw new IllegalArgumentException(
                    "diptych.qa.intake.decode-time is " + decodeTime + ", must be longer than nothing");
        }
    }

    private static void requirePositive(String field, DataSize size) {
        if (size.toBytes() < 1) {
            throw new IllegalArgumentException("diptych.qa.intake." + field + " is " + size + ", must be 1B or more");
        }
    }
}
