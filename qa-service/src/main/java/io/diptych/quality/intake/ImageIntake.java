package io.diptych.quality.intake;

import io.diptych.quality.intake.Header.Bearable;
import io.diptych.quality.intake.Header.Unbearable;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// Takes in image files that nobody vouches for: size, first bytes and the header's claims are
/// checked before a pixel
/// is decoded, completeness before it is believed. Safe for use by several threads, whose memory it
/// bounds together.
public final class ImageIntake {
    /// Decoder's raster (16 bits of four channels at worst), our own copy and its luma.
    static final int BYTES_PER_PIXEL = 14;

    private final IntakeLimits limits;
    private final Decoding decoding;
    private final MemoryBudget memory;

    public ImageIntake(IntakeLimits limits) {
        this.limits = limits;
        this.decoding = new Decoding(limits.decodeTime());
        this.memory = new MemoryBudget(limits.memory().toBytes());
    }

    /// Takes in a file and hands what came of it to `then`, while the memory of its pixels is
    /// accounted for.
    ///
    /// @param declaredType media type that the file's producer gave it
    public <T> T take(byte[] bytes, String declaredType, Function<Intake, T> then) throws InterruptedException {
        return take(new Parcel(bytes, declaredType), List.of(), (intake, _) -> then.apply(intake));
    }

    /// Takes in a file with others to compare it with. Their memory is claimed at once, so that two
    /// threads never wait
    /// for each other; each of the others is decoded when it is first asked for.
    public <T> T take(Parcel file, List<Parcel> others, BiFunction<Intake, List<Companion>, T> then)
            throws InterruptedException {
        Header header = Header.of(file, limits);
        List<Header> companions =
                others.stream().map(other -> Header.of(other, limits)).toList();
        long pixels = switch (header) {
            case Unbearable _ -> 0;
            case Bearable _ ->
                Stream.concat(Stream.of(header), companions.stream())
                        .mapToLong(ImageIntake::pixels)
                        .sum();
        };
        try (MemoryBudget.Claim _ = memory.claim(pixels * BYTES_PER_PIXEL)) {
            return then.apply(
                    open(header),
                    companions.stream()
                            .map(one -> new Companion(() -> open(one)))
                            .toList());
        }
    }

    /// Memory for decoded images that nobody uses now, in bytes.
    public long freeBytes() {
        return memory.freeBytes();
    }

    private Intake open(Header header) {
        return switch (header) {
            case Unbearable(var refused) -> refused;
            case Bearable bearable -> decoding.decode(bearable);
        };
    }

    private static long pixels(Header header) {
        return switch (header) {
            case Unbearable _ -> 0;
            case Bearable bearable -> bearable.pixels();
        };
    }
}
