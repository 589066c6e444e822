package io.diptych.worker.ledger;

import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.ProvisioningException;
import java.time.Duration;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How fast a group of workers notices that members come and go.
public final class GroupSettings {
    private static final Logger log = LoggerFactory.getLogger(GroupSettings.class);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    private GroupSettings() {}

    /// Sets them. A broker that forbids such short times is taken as it is: workers are then slower to take over.
    public static void apply(Provisioning provisioning, String group, Duration session) {
        try {
            provisioning.consumerGroup(group, HEARTBEAT, session);
        } catch (ProvisioningException e) {
            if (!(e.getCause() instanceof InvalidConfigurationException)) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("group", group)
                    .addKeyValue("error", e.getMessage())
                    .log(
                            "broker forbids short group times, lower its group.consumer.min.* settings for a faster takeover");
        }
    }
}
