package io.diptych.platform.assets;

import io.diptych.events.AssetRef;
import java.util.Optional;

/// Keeps images under the hash of their bytes, and receipts under names.
///
/// Storing the same bytes twice stores them once. A receipt is a small document that says what became
/// of an attempt; it is written before the attempt is settled, so that an orphaned attempt can be
/// answered from here. Every method throws [AssetStoreException] when the store does not answer, which
/// may be tried again.
public interface AssetStore {
    /// Stores the bytes durably before it returns.
    ///
    /// @param width  in pixels
    /// @param height in pixels
    AssetRef put(byte[] bytes, String mediaType, int width, int height);

    /// Reads an asset of this store by its hash, and checks the bytes against it. The URI is not
    /// followed: an event cannot make a service read a file of its choice.
    ///
    /// @throws AssetMissingException when the store has no such asset, or other bytes than the hash says
    byte[] read(AssetRef asset);

    /// Whether an address lies inside this store. Callers write addresses: one of another host, of
    /// another folder, or that climbs out with `..` is none of ours, and is refused rather than
    /// ignored.
    ///
    /// @param uri as an [AssetRef] carries it
    default boolean isInside(String uri) {
        return false;
    }

    /// Keeps a receipt durably before it returns; replaces an earlier one of the same name.
    ///
    /// @param name any text, for example an attempt id
    void keepReceipt(String name, byte[] receipt);

    /// Finds a receipt.
    Optional<byte[]> findReceipt(String name);

    /// Checks that the store answers.
    void ping();
}
