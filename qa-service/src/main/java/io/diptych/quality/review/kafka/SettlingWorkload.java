package io.diptych.quality.review.kafka;

import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.workload.StopSignal;
import io.diptych.platform.workload.Workload;
import io.diptych.quality.review.desk.Settlement;
import io.diptych.quality.review.store.ReviewDatabase;
import java.time.Duration;

/// Lets answers hold, and answers in place of people, as time passes.
public final class SettlingWorkload implements Workload {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ReviewDatabase database;
    private final Settlement settlement;

    public SettlingWorkload(ReviewDatabase database, Settlement settlement) {
        this.database = database;
        this.settlement = settlement;
    }

    @Override
    public String name() {
        return "qa.review.settlement";
    }

    @Override
    public void provision(Provisioning provisioning) {
        database.migrate();
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        while (!stop.await(PAUSE)) {
            settlement.settle();
        }
    }
}
