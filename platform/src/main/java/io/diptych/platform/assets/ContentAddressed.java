package io.diptych.platform.assets;

import io.diptych.events.AssetRef;
import java.util.Optional;

/// What every store does alike: names by content, and trusts no bytes that it has not checked.
abstract class ContentAddressed implements AssetStore {

    @Override
    public final AssetRef put(byte[] bytes, String mediaType, int width, int height) {
        ContentHash hash = ContentHash.of(bytes);
        String path = StorePaths.asset(hash, mediaType);
        writeOnce(path, bytes, mediaType);
        return new AssetRef(uriOf(path), hash.hex(), mediaType, width, height, (long) bytes.length);
    }

    @Override
    public final byte[] read(AssetRef asset) {
        String path = pathOf(asset);
        byte[] bytes = find(path)
                .orElseThrow(() -> new AssetMissingException("asset " + asset.getSha256() + " is not in " + this));
        ContentHash found = ContentHash.of(bytes);
        if (!found.hex().equals(asset.getSha256())) {
            throw new AssetMissingException("asset " + asset.getSha256() + " in " + this + " has " + bytes.length
                    + " bytes with SHA-256 " + found.hex() + ", must be those that its name says");
        }
        return bytes;
    }

    @Override
    public final void keepReceipt(String name, byte[] receipt) {
        write(StorePaths.receipt(name), receipt);
    }

    @Override
    public final Optional<byte[]> findReceipt(String name) {
        return find(StorePaths.receipt(name));
    }

    private String pathOf(AssetRef asset) {
        try {
            return StorePaths.asset(new ContentHash(asset.getSha256()), asset.getMediaType());
        } catch (IllegalArgumentException e) {
            throw new AssetMissingException("asset cannot be in " + this + ": " + e.getMessage());
        }
    }

    /// Writes bytes that never change under the path; may do nothing where they are there.
    abstract void writeOnce(String path, byte[] bytes, String mediaType);

    /// Writes or replaces, as a whole or not at all.
    abstract void write(String path, byte[] bytes);

    /// Reads all bytes, or nothing where there is no such path.
    abstract Optional<byte[]> find(String path);

    /// The address that events carry.
    abstract String uriOf(String path);

    /// The store's root, for messages.
    @Override
    public abstract String toString();
}
