package io.diptych.worker.attempt;

import java.util.Optional;

/// What a purchase and its slot tell one another.
public interface CallControl {
    /// Why the purchase was interrupted; empty where it was not.
    Optional<CutOff> cutOff();

    /// The provider has answered: its slot is free for the next call, while what came is stored.
    void answered();
}
