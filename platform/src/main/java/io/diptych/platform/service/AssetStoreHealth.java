package io.diptych.platform.service;

import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStoreException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the asset store answers.
final class AssetStoreHealth implements HealthIndicator {
    private final AssetStore assets;

    AssetStoreHealth(AssetStore assets) {
        this.assets = assets;
    }

    @Override
    public Health health() {
        try {
            assets.ping();
            return Health.up().withDetail("root", assets.toString()).build();
        } catch (AssetStoreException e) {
            return Missing.because(String.valueOf(e.getMessage()));
        }
    }
}
