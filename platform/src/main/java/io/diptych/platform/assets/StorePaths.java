package io.diptych.platform.assets;

import java.util.Locale;
import java.util.Map;

/// Where things are inside a store, the same in every kind of store. Paths are relative, separated by `/`, and have
/// nothing that a file system or an URI would read as anything but a name.
final class StorePaths {
    private static final int READABLE_CHARS = 80;
    private static final Map<String, String> EXTENSIONS = Map.of(
            "image/png", "png",
            "image/jpeg", "jpg",
            "image/webp", "webp",
            "image/gif", "gif",
            "image/svg+xml", "svg",
            "video/mp4", "mp4",
            "video/webm", "webm",
            "application/json", "json");

    private StorePaths() {}

    /// `sha256/ab/cd/<hash>.<extension>`.
    static String asset(ContentHash hash, String mediaType) {
        String hex = hash.hex();
        return "sha256/" + hex.substring(0, 2) + "/" + hex.substring(2, 4) + "/" + hex + "." + extension(mediaType);
    }

    /// `receipts/ab/<what is readable of the name>.<hash of the name>`: the hash tells names apart that a file system
    /// would not, such as those that differ in case only.
    static String receipt(String name) {
        String hex = ContentHash.of(name).hex();
        String readable = name.replaceAll("[^A-Za-z0-9-]+", "_");
        return "receipts/" + hex.substring(0, 2) + "/"
                + readable.substring(0, Math.min(READABLE_CHARS, readable.length())) + "." + hex;
    }

    private static String extension(String mediaType) {
        String bare = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return EXTENSIONS.getOrDefault(bare, "bin");
    }
}
