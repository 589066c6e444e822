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
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// An asset store in memory that can be told not to answer.
public final class FakeAssetStore implements AssetStore {
    private final Map<String, byte[]> assets = new ConcurrentHashMap<>();
    private final Map<String, byte[]> receipts = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile @Nullable String heldBack;
    private final CountDownLatch handedOut = new CountDownLatch(1);

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

    /// Reading this asset takes until [#handOut()], or until the reader is interrupted.
    public void holdBack(AssetRef asset) {
        heldBack = asset.getSha256();
    }

    public void handOut() {
        handedOut.countDown();
    }

    private void hold(AssetRef asset) {
        if (asset.getSha256().equals(heldBack)) {
            try {
                handedOut.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while an asset was read", e);
            }
        }
    }

    @Override
    public byte[] read(AssetRef asset) {
        ping();
        hold(asset);
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
