package io.diptych.router.kafka;

import java.util.ArrayList;
import java.util.List;

/// A set of ids that may say "maybe" of one that it never took, and never "no" of one that it did: a Bloom filter (B.
/// H.
/// Bloom, 1970) in layers, each twice as large as the one before, since nobody knows how many ids will come. It takes
/// twelve bits an id, and says "maybe" of less than one in a hundred of the others, per layer.
final class IdFilter {
    private static final int FIRST_LAYER = 1 << 18;
    private static final int DOUBLINGS = 6;
    private static final int BITS_PER_ID = 12;
    private static final int PROBES = 4;

    private final List<long[]> layers = new ArrayList<>();
    private long size;
    private long room;

    /// Takes an id.
    void add(String id) {
        if (size >= room) {
            int ids = FIRST_LAYER << Math.min(layers.size(), DOUBLINGS);
            layers.add(new long[ids / Long.SIZE * BITS_PER_ID]);
            room += ids;
        }
        size++;
        long[] newest = layers.getLast();
        long hash = hash(id);
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe, newest);
            newest[bit / Long.SIZE] |= 1L << bit;
        }
    }

    /// Whether it may have taken an id; where not, it surely did not.
    boolean mayHave(String id) {
        if (layers.isEmpty()) {
            return false;
        }
        long hash = hash(id);
        for (long[] layer : layers) {
            if (has(layer, hash)) {
                return true;
            }
        }
        return false;
    }

    /// How many it took, twice where one came twice.
    long size() {
        return size;
    }

    private static boolean has(long[] layer, long hash) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe, layer);
            if ((layer[bit / Long.SIZE] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(long hash, int probe, long[] layer) {
        long step = Long.rotateLeft(hash, 32) | 1;
        return (int) Math.unsignedMultiplyHigh(hash + probe * step, (long) layer.length * Long.SIZE);
    }

    /// FNV-1a over the characters, its bits mixed as SplitMix64 does.
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
