package io.diptych.platform.assets;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Opens the asset store that the configuration names.
public final class AssetStores {
    private static final String WANTED = ", must be file:<folder> or s3://<bucket>[/<prefix>] (DIPTYCH_ASSETS_ROOT)";

    private AssetStores() {}

    /// Opens the store at a root. Nothing is read or written before the first use, so a store that is away is found by
    /// [AssetStore#ping], not here.
    ///
    /// @param root     `file:` folder or `s3://bucket/prefix`
    /// @param endpoint address of an S3 server other than AWS; null for AWS
    /// @param region   AWS region
    /// @throws IllegalArgumentException when the root is neither; the message names `diptych.assets.root`
    public static AssetStore open(URI root, @Nullable URI endpoint, String region) {
        String scheme = root.getScheme() == null ? "" : root.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> new FileAssetStore(folder(root));
            case "s3" -> S3AssetStore.connect(S3Location.of(root), endpoint, region);
            default -> throw wrong(root);
        };
    }

    private static Path folder(URI root) {
        boolean relative = root.isOpaque();
        String path = relative ? root.getSchemeSpecificPart() : root.getPath();
        if (path == null || path.isBlank() || root.getAuthority() != null) {
            throw wrong(root);
        }
        try {
            return relative
                    ? Path.of(path).toAbsolutePath().normalize()
                    : Path.of(root).normalize();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong(root).getMessage(), e);
        }
    }

    static IllegalArgumentException wrong(URI root) {
        return new IllegalArgumentException("diptych.assets.root is '" + root + "'" + WANTED);
    }
}
