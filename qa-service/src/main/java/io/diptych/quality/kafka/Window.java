package io.diptych.quality.kafka;

import java.util.Base64;
import java.util.BitSet;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What is judged of a partition, though not all before it is: the slow ones hold up nobody. A restart skips what is
/// done, because the bits of it are committed with the offset, as its metadata. For one thread.
final class Window {
    /// Offsets that the bits may span: half of the 4 KB that a broker takes by default, in Base64.
    static final int MOST_SPAN = 12_000;

    private final NavigableSet<Long> open = new TreeSet<>();
    private final NavigableSet<Long> done = new TreeSet<>();
    /// The first one that was not read since the window was opened, though it may be done.
    private long next;

    private Window(long next) {
        this.next = next;
    }

    /// The window of a partition that is read from `offset` on.
    ///
    /// @param metadata what [#metadata()] said when the offset was committed; empty for nothing
    static Window from(long offset, String metadata) {
        Window window = new Window(offset);
        if (!metadata.isEmpty()) {
            BitSet bits = BitSet.valueOf(Base64.getDecoder().decode(metadata));
            bits.stream().forEach(bit -> window.done.add(offset + bit));
        }
        return window;
    }

    /// Takes in a record that was read; false if it is done already, or is being judged.
    boolean begin(long offset) {
        next = Math.max(next, offset + 1);
        return !done.contains(offset) && open.add(offset);
    }

    /// A record has ended.
    void end(long offset) {
        if (open.remove(offset)) {
            done.add(offset);
        }
    }

    /// The offset to commit: everything before it is done.
    long offset() {
        return open.isEmpty() ? next : open.first();
    }

    /// What is done from there on.
    String metadata() {
        long from = offset();
        done.headSet(from).clear();
        if (done.isEmpty()) {
            return "";
        }
        BitSet bits = new BitSet();
        done.forEach(offset -> bits.set(Math.toIntExact(offset - from)));
        return Base64.getEncoder().encodeToString(bits.toByteArray());
    }

    /// Whether the next record would be too far ahead of one that is still open.
    boolean isFull() {
        return next - offset() >= MOST_SPAN;
    }
}
