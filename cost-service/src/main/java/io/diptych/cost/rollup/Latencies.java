package io.diptych.cost.rollup;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Times in milliseconds as a DDSketch: quantiles within one percent, merged without loss, at most some kilobytes.
public final class Latencies {
    private static final double ACCURACY = 0.01;
    private static final int MOST_BINS = 1024;

    private final DDSketch sketch;

    private Latencies(DDSketch sketch) {
        this.sketch = sketch;
    }

    /// No times.
    public static Latencies none() {
        return new Latencies(DDSketches.collapsingLowestDense(ACCURACY, MOST_BINS));
    }

    static ByteBuffer ofOne(long millis) {
        Latencies one = none();
        one.sketch.accept((double) millis);
        return one.bytes();
    }

    /// Adds the times of a rollup.
    public Latencies plus(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        try {
            sketch.decodeAndMergeWith(ByteArrayInput.wrap(copy));
        } catch (IOException e) {
            throw new UncheckedIOException("latencies are no sketch", e);
        }
        return this;
    }

    ByteBuffer bytes() {
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(out.trimmedCopy());
    }

    /// Whether there is no time.
    public boolean isEmpty() {
        return sketch.isEmpty();
    }

    /// The time that a share of all are not longer than.
    ///
    /// @param share 0..1
    public double quantile(double share) {
        return sketch.getValueAtQuantile(share);
    }
}
