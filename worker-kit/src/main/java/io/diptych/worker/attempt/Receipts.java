package io.diptych.worker.attempt;

import io.diptych.platform.assets.AssetStore;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The receipts of attempts in the asset store, under their attempt ids.
public final class Receipts {
    private static final Logger log = LoggerFactory.getLogger(Receipts.class);

    private final AssetStore store;

    public Receipts(AssetStore store) {
        this.store = store;
    }

    /// Keeps a receipt durably.
    ///
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    void keep(Receipt receipt) {
        store.keepReceipt(receipt.attemptId(), receipt.toBytes());
    }

    /// Finds the receipt of an attempt. One that cannot be read says nothing about money, so it counts as none.
    ///
    /// @throws io.diptych.platform.assets.AssetStoreException when the store does not answer
    public Optional<Receipt> find(String attemptId) {
        try {
            return store.findReceipt(attemptId)
                    .map(Receipt::fromBytes)
                    .filter(receipt -> receipt.attemptId().equals(attemptId));
        } catch (IllegalArgumentException e) {
            log.atError().addKeyValue("attempt", attemptId).setCause(e).log("receipt is unreadable");
            return Optional.empty();
        }
    }
}
