package io.diptych.worker.testing;

import io.diptych.events.AssetRef;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An asset store in memory, which may be away.
public final class FakeAssets implements AssetStore {
    private final Map<String, byte[]> assets = new ConcurrentHashMap<>();
    private final Map<String, byte[]> receipts = new ConcurrentHashMap<>();
    private volatile int refusals;

    /// Makes the next calls fail.
    public FakeAssets awayFor(int calls) {
        refusals = calls;
        return this;
    }

    @Override
    public AssetRef put(byte[] bytes, String mediaType, int width, int height) {
        ping();
        String hash = hash(bytes);
        assets.put(hash, bytes);
        return new AssetRef("memory:" + hash, hash, mediaType, width, height, (long) bytes.length);
    }

    @Override
    public byte[] read(AssetRef asset) {
        ping();
        byte[] bytes = assets.get(asset.getSha256());
        if (bytes == null) {
            throw new AssetMissingException("no asset " + asset.getSha256());
        }
        return bytes;
    }

    @Override
    public boolean isInside(String uri) {
        return uri.startsWith("memory:");
    }

    @Override
    public void keepReceipt(String name, byte[] receipt) {
        ping();
        receipts.put(name, receipt);
    }

    @Override
    public Optional<byte[]> findReceipt(String name) {
        ping();
        return Optional.ofNullable(receipts.get(name));
    }

    @Override
    public synchronized void ping() {
        if (refusals > 0) {
            refusals--;
            throw new AssetStoreException("store is away", new IllegalStateException("away"));
        }
    }

    /// Names of the receipts that were kept.
    public Set<String> receiptNames() {
        return Set.copyOf(receipts.keySet());
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
