package io.diptych.platform.workload;

import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.kafka.Provisioning;
import io.diptych.platform.kafka.ProvisioningException;
import io.diptych.platform.kafka.SchemaRegistration;
import io.diptych.schemas.Topic;
import java.net.URI;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/// Broker, registry and topics: provisioned here where the deployment allows it, else waited for.
public final class KafkaPrerequisites implements Prerequisites {
    private final KafkaSettings kafka;
    private final URI registry;
    private final List<Topic<?>> topics;
    private final boolean provision;
    private boolean provisioned;

    /// @param provision whether this service may create topics and register schemas
    public KafkaPrerequisites(KafkaSettings kafka, URI registry, List<Topic<?>> topics, boolean provision) {
        this.kafka = kafka;
        this.registry = registry;
        this.topics = List.copyOf(topics);
        this.provision = provision;
    }

    @Override
    public void meet(Workload workload) throws MissingPrerequisiteException {
        try (SchemaRegistration schemas = new SchemaRegistration(registry);
                Provisioning provisioning = new Provisioning(kafka, schemas)) {
            put(provisioning);
            workload.provision(provisioning);
        } catch (ProvisioningException | KafkaException e) {
            throw new MissingPrerequisiteException(String.valueOf(e.getMessage()));
        }
    }

    // The workloads of a service start together: the first provisions, the others look whether it is there.
    private synchronized void put(Provisioning provisioning) {
        boolean done = provisioned;
        provisioned = false;
        if (provision && !done) {
            provisioning.topics(topics);
        } else {
            provisioning.require(topics);
        }
        provisioned = true;
    }
}
