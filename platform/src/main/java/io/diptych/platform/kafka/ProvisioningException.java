package io.diptych.platform.kafka;

/// Topics, groups or schemas could not be put in place; the message names which and why.
public final class ProvisioningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProvisioningException(String message) {
        super(message);
    }

    ProvisioningException(String message, Throwable cause) {
        super(message, cause);
    }
}
