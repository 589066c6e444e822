package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.platform.assets.AssetMissingException;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStoreException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// An asset store in memory that can be told not to answer.
public final class FakeAssetStore implements AssetStore {
    private final Map<String, byte[]> assets = new ConcurrentHashMap<>();
    private final Map<String, byte[]> receipts = new ConcurrentHashMap<>();
    private volatile boolean away;

    /// Whether it is to answer from now on.
    public void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public AssetRef put(byte[] bytes, String mediaType, int width, int height) {
        ping();
        String hash = sha256(bytes);
        assets.put(hash, bytes.clone());
        return AssetRef.newBuilder()
                .setUri("file:assets/" + hash)
                .setSha256(hash)
                .setMediaType(mediaType)
                .setWidth(width)
                .setHeight(height)
                .setBytes(bytes.length)
                .build();
    }

    @Override
    public byte[] read(AssetRef asset) {
        ping();
        byte[] bytes = assets.get(asset.getSha256());
        if (bytes == null) {
            throw new AssetMissingException("no asset " + asset.getSha256());
        }
        return bytes.clone();
    }

    @Override
    public void keepReceipt(String name, byte[] receipt) {
        ping();
        receipts.put(name, receipt.clone());
    }

    @Override
    public Optional<byte[]> findReceipt(String name) {
        ping();
        return Optional.ofNullable(receipts.get(name));
    }

    @Override
    public void ping() {
        if (away) {
            throw new AssetStoreException("asset store does not answer", new IOException("connection refused"));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
