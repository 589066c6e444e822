package io.diptych.platform.assets;

import java.net.URI;

/// A place in S3.
///
/// @param bucket name of the bucket
/// @param prefix put before every key; empty, or ends in `/`
record S3Location(String bucket, String prefix) {

    /// Reads `s3://bucket/prefix`.
    static S3Location of(URI root) {
        // URI reads a bucket whose name has an underscore as an authority without a host.
        String bucket = root.getAuthority();
        if (bucket == null || bucket.isBlank() || bucket.contains("@") || bucket.contains(":")) {
            throw AssetStores.wrong(root);
        }
        String path = root.getPath() == null ? "" : root.getPath().replaceAll("^/+|/+$", "");
        return new S3Location(bucket, path.isEmpty() ? "" : path + "/");
    }

    String key(String path) {
        return prefix + path;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
