package io.diptych.standalone.demo;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStores;
import io.diptych.standalone.stack.StackAddresses;
import java.net.URI;

/// Opens the asset store of a running stack.
public final class StackAssets {
    private StackAssets() {}

    /// The store that the stack's services use.
    public static AssetStore of(StackAddresses stack) {
        String root = stack.settings().get("diptych.assets.root");
        if (root == null) {
            root = System.getenv("DIPTYCH_ASSETS_ROOT");
        }
        if (root == null) {
            throw new IllegalArgumentException("the stack names no asset store; set DIPTYCH_ASSETS_ROOT");
        }
        String endpoint = System.getenv("DIPTYCH_ASSETS_ENDPOINT");
        String region = System.getenv().getOrDefault("DIPTYCH_ASSETS_REGION", "us-east-1");
        return AssetStores.open(URI.create(root), endpoint == null ? null : URI.create(endpoint), region);
    }
}
