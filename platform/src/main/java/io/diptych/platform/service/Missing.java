package io.diptych.platform.service;

import org.springframework.boot.health.contributor.Health;

/// How readiness says what is not there.
final class Missing {
    /// Name of the detail.
    static final String DETAIL = "missing";

    private Missing() {}

    static Health because(String what) {
        return Health.down().withDetail(DETAIL, what).build();
    }
}
