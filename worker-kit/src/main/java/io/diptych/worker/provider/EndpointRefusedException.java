package io.diptych.worker.provider;

/// A worker is configured to call a provider that costs real money, without leave to spend any.
public final class EndpointRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndpointRefusedException(String message) {
        super(message);
    }
}
