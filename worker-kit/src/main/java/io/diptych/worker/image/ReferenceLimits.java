package io.diptych.worker.image;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How large references may be. They are in memory while their call runs: `maxInMemory` bounds those of
/// all calls of a model together, and a call that finds no room waits, before anything is bought.
///
/// @param maxEach     one reference
/// @param maxMask     a mask
/// @param maxPixels   of one reference, by its header
/// @param maxPerCall  all references of a call
/// @param maxInMemory all references of all calls that run, per instance and model
public record ReferenceLimits(
        @DefaultValue("20MB") @NotNull DataSize maxEach,
        @DefaultValue("4MB") @NotNull DataSize maxMask,
        @DefaultValue("40000000") @Positive long maxPixels,
        @DefaultValue("48MB") @NotNull DataSize maxPerCall,
        @DefaultValue("96MB") @NotNull DataSize maxInMemory) {

    public ReferenceLimits {
        if (maxInMemory.compareTo(maxPerCall) < 0) {
            throw new IllegalArgumentException("diptych.worker.references.max-in-memory is " + maxInMemory
                    + ", must be max-per-call, " + maxPerCall + ", or more");
        }
    }
}
