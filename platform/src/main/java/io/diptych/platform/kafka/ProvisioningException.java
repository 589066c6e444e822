package io.diptych.platform.kafka;

/// Topics, groups, schemas or what else a workload needs could not be put in place; the message names which and why.
public final class ProvisioningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProvisioningException(String message) {
        super(message);
    }

    public ProvisioningException(String message, Throwable cause) {
        super(message, cause);
    }
}
