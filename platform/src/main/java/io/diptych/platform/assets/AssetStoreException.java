package io.diptych.platform.assets;

/// The asset store does not answer or refuses; the message names the store and what was tried.
public class AssetStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AssetStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
