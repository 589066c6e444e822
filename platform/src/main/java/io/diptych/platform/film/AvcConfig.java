package io.diptych.platform.film;

import static io.diptych.platform.film.UndecodableException.require;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a track of H.264 says once for all its samples (`avcC`, ISO/IEC 14496-15).
///
/// @param lengthBytes bytes before each unit of a sample that say its length
/// @param sequences   sequence parameter sets
/// @param pictures    picture parameter sets
record AvcConfig(int lengthBytes, List<ByteBuffer> sequences, List<ByteBuffer> pictures) {
    private static final int VISUAL_ENTRY = 78;
    private static final int MOST_UNITS = 4096;

    AvcConfig {
        sequences = List.copyOf(sequences);
        pictures = List.copyOf(pictures);
    }

    /// @param entry content of the sample entry
    static AvcConfig of(ByteBuffer entry) {
        require(entry.limit() > VISUAL_ENTRY, "the sample entry is too short");
        ByteBuffer config = Boxes.in(entry.slice(VISUAL_ENTRY, entry.limit() - VISUAL_ENTRY))
                .first("avcC")
                .orElseThrow(() -> new UndecodableException("the sample entry has no avcC"));
        config.position(4);
        int lengthBytes = (config.get() & 3) + 1;
        List<ByteBuffer> sequences = sets(config, config.get() & 0x1F);
        List<ByteBuffer> pictures = sets(config, config.get() & 0xFF);
        return new AvcConfig(lengthBytes, sequences, pictures);
    }

    private static List<ByteBuffer> sets(ByteBuffer config, int count) {
        List<ByteBuffer> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sets.add(next(config, Short.toUnsignedInt(config.getShort())));
        }
        return sets;
    }

    /// The units of a sample.
    List<ByteBuffer> units(ByteBuffer sample) {
        ByteBuffer rest = sample.duplicate();
        List<ByteBuffer> units = new ArrayList<>();
        while (rest.remaining() >= lengthBytes) {
            long length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << 8) | (rest.get() & 0xFF);
            }
            units.add(next(rest, length));
            require(units.size() <= MOST_UNITS, "a sample has more than " + MOST_UNITS + " units");
        }
        return units;
    }

    private static ByteBuffer next(ByteBuffer rest, long length) {
        require(length > 0 && length <= rest.remaining(), "a unit of " + length + " bytes reaches beyond its box");
        ByteBuffer unit = rest.slice(rest.position(), (int) length);
        rest.position(rest.position() + (int) length);
        return unit;
    }
}
