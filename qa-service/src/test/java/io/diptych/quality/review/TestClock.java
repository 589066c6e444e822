package io.diptych.quality.review;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that is told the time.
final class TestClock implements InstantSource {
    private volatile Instant now;

    TestClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
