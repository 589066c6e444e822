package io.diptych.router.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;

/// Remembers which request ids were used, and by which tenants in which order: the money gate. An id is
/// forgotten seven days after the last tenant began to use it.
public final class SeenRequests {
    private final KeyValueStore<String, Uses> store;
    private final AgeSweep<Uses> sweep;

    /// @param store of this serde
    public SeenRequests(KeyValueStore<String, Uses> store) {
        this.store = store;
        this.sweep = new AgeSweep<>(store, SeenIds.SLICE);
    }

    /// Who used an id.
    ///
    /// @param lastMillis when the last of them used it first
    /// @param tenants    in order
    public record Uses(long lastMillis, List<String> tenants) {
        public Uses {
            tenants = List.copyOf(tenants);
        }
    }

    /// One use of an id.
    ///
    /// @param place    of the tenant among those who used it, 0 for the first
    /// @param repeated whether the tenant used it before
    public record Use(int place, boolean repeated) {}

    /// Remembers that a tenant uses an id.
    public Use use(String requestId, String tenant, long nowMillis) {
        Uses before = store.get(requestId);
        if (before == null) {
            store.put(requestId, new Uses(nowMillis, List.of(tenant)));
            return new Use(0, false);
        }
        int place = before.tenants().indexOf(tenant);
        if (place >= 0) {
            return new Use(place, true);
        }
        List<String> tenants = new ArrayList<>(before.tenants());
        tenants.add(tenant);
        store.put(requestId, new Uses(nowMillis, tenants));
        return new Use(tenants.size() - 1, false);
    }

    /// Forgets some of the ids that are too old.
    void forgetOld(long nowMillis) {
        long oldest = nowMillis - SeenIds.MEMORY.toMillis();
        sweep.due(seen -> seen.value.lastMillis() < oldest).forEach(seen -> store.delete(seen.key));
    }

    /// Eight bytes of time, then each tenant with its length: an id costs little more than itself.
    public static Serde<Uses> serde() {
        return Serdes.serdeFrom(
                (_, uses) -> uses == null ? null : bytes(uses), (_, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] bytes(Uses uses) {
        List<byte[]> tenants = new ArrayList<>(uses.tenants().size());
        int size = Long.BYTES;
        for (String tenant : uses.tenants()) {
            byte[] name = tenant.getBytes(StandardCharsets.UTF_8);
            tenants.add(name);
            size += Integer.BYTES + name.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putLong(uses.lastMillis());
        for (byte[] name : tenants) {
            out.putInt(name.length).put(name);
        }
        return out.array();
    }

    private static Uses read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long lastMillis = in.getLong();
        List<String> tenants = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] tenant = new byte[in.getInt()];
            in.get(tenant);
            tenants.add(new String(tenant, StandardCharsets.UTF_8));
        }
        return new Uses(lastMillis, tenants);
    }
}
