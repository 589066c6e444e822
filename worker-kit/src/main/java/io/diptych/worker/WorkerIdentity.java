package io.diptych.worker;

/// Who works: one worker on one model. Its names on the broker follow from that.
///
/// @param prefix   put before every name; several environments share a cluster by it
/// @param model    catalogue id
/// @param workerId names the worker; one that comes back under its own name fences its predecessor and answers for it
public record WorkerIdentity(String prefix, String model, String workerId) {

    public WorkerIdentity {
        if (model.isBlank()) {
            throw new IllegalArgumentException("diptych.worker.models has a blank entry, must be catalogue ids");
        }
        if (workerId.isBlank()) {
            throw new IllegalArgumentException("diptych.worker.id is blank, must name the worker");
        }
    }

    /// Consumer group of the model's pumps.
    public String group() {
        return prefix + "worker." + model;
    }

    /// Consumer group of the model's batch collectors.
    public String batchGroup() {
        return group() + ".batch";
    }

    /// Transactional id of this worker's pump.
    public String transactionalId() {
        return group() + "." + workerId;
    }

    /// Whether a transactional id is that of a pump of this model, whoever's.
    public boolean isPump(String transactionalId) {
        return transactionalId.startsWith(group() + ".") && !isBatchCollector(transactionalId);
    }

    /// Whether a transactional id is that of a batch collector of this model, whoever's.
    public boolean isBatchCollector(String transactionalId) {
        return transactionalId.startsWith(batchGroup() + ".");
    }

    /// Transactional id of this worker's batch collector.
    public String batchTransactionalId() {
        return batchGroup() + "." + workerId;
    }
}
