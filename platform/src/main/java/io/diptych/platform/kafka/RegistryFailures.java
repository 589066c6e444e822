package io.diptych.platform.kafka;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.rest.client.models.ProblemDetails;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;

/// Tells a registry that does not answer from one that says no, and from bytes that are not what their schema says.
final class RegistryFailures {
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final int DEEPEST = 20;

    private RegistryFailures() {}

    /// Whether the failure says nothing about the record: no connection, time-out, server error.
    static boolean isUnavailable(Throwable thrown) {
        return causes(thrown).anyMatch(cause -> isUnreachable(cause) || statusOf(cause) >= SERVER_ERROR);
    }

    /// Whether the registry answers that it has no such thing.
    static boolean isUnknown(Throwable thrown) {
        return causes(thrown).anyMatch(cause -> statusOf(cause) == NOT_FOUND);
    }

    /// Whether Avro refused to write the value.
    static boolean isOfTheValue(Throwable thrown) {
        return causes(thrown)
                .anyMatch(cause -> cause instanceof AvroRuntimeException
                        || cause instanceof NullPointerException
                        || cause instanceof ClassCastException);
    }

    /// What lies at the bottom of a failure, for a message.
    static String rootMessage(Throwable thrown) {
        Throwable root = causes(thrown).reduce(thrown, (_, deeper) -> deeper);
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
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
