package io.diptych.platform.assets;

/// The store answers, and has no such asset or not the bytes its hash says.
public final class AssetMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AssetMissingException(String message) {
        super(message);
    }
}
