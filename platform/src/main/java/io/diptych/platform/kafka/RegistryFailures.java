package io.diptych.platform.kafka;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.rest.client.models.ProblemDetails;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;

/// Tells a registry that does not answer from one that says no, and from bytes that are not what their schema says.
final class RegistryFailures {
    private RegistryFailures() {}

    /// Whether the failure says nothing about the record: no connection, time-out, server error.
    static boolean isUnavailable(Throwable thrown) {
        for (Throwable cause = thrown; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (isUnreachable(cause) || statusOf(cause) >= 500) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof HttpTimeoutException
                || cause instanceof ClosedChannelException
                || cause instanceof TimeoutException;
    }

    private static int statusOf(Throwable cause) {
        return switch (cause) {
            case ProblemDetails problem -> problem.getStatus() == null ? 0 : problem.getStatus();
            case ApiException api -> api.getResponseStatusCode();
            default -> 0;
        };
    }
}
