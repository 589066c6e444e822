package io.diptych.worker.pump;

import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offsets that were taken out of turn, as the metadata of a committed offset: `1:` and a bit for each
/// offset after the committed one, in base 64. The next owner of the partition passes over them.
///
/// Claim and metadata are written in one transaction, so what is passed over is claimed, and what is
/// claimed is passed over.
final class TakenAhead {
    /// How far a job may be taken ahead of the first that waits. As bits in base 64 that is 2,734
    /// characters, of 4,096 that the broker takes (`offset.metadata.max.bytes`).
    static final int FARTHEST = 16_384;

    private static final Logger log = LoggerFactory.getLogger(TakenAhead.class);
    private static final String VERSION = "1:";

    private TakenAhead() {}

    /// @param committed offset of the first job that is not taken
    static String write(long committed, Collection<Long> taken) {
        BitSet bits = new BitSet();
        taken.stream().filter(offset -> offset > committed).forEach(offset -> bits.set((int) (offset - committed - 1)));
        return bits.isEmpty() ? "" : VERSION + Base64.getEncoder().encodeToString(bits.toByteArray());
    }

    /// What an earlier owner wrote. Metadata of another kind, for example an operator's, says nothing.
    static SortedSet<Long> read(long committed, String metadata) {
        SortedSet<Long> taken = new TreeSet<>();
        if (metadata.startsWith(VERSION)) {
            try {
                BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(VERSION.length()))).stream()
                        .forEach(bit -> taken.add(committed + 1 + bit));
            } catch (IllegalArgumentException e) {
                log.atError().addKeyValue("metadata", metadata).setCause(e).log("offset metadata is unreadable");
            }
        }
        return taken;
    }
}
