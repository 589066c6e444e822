package io.diptych.platform.kafka;

import io.apicurio.registry.rest.client.models.ProblemDetails;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;

/// Tells a registry that says no from one that does not answer, and from a value that is not what its schema says.
final class RegistryFailures {
    private static final String REASON = "NotFoundException";
    private static final int DEEPEST = 20;

    private RegistryFailures() {}

    /// Whether the registry itself says that it has no such schema. A plain 404 is not that: it may come from another
    /// server at the registry's address, and must not turn every record into a dead letter.
    static boolean isUnknown(Throwable thrown) {
        return causes(thrown)
                .anyMatch(cause -> cause instanceof ProblemDetails problem
                        && problem.getName() != null
                        && problem.getName().endsWith(REASON)
                        && !problem.getName().equals(REASON));
    }

    /// Why Avro refused to write the value; empty where the failure is not the value's.
    static Optional<String> faultOfTheValue(Throwable thrown) {
        return causes(thrown)
                .filter(cause -> cause instanceof AvroRuntimeException
                        || cause instanceof NullPointerException
                        || cause instanceof ClassCastException)
                .findFirst()
                .map(cause -> String.valueOf(cause.getMessage()));
    }

    /// What lies at the bottom of a failure, for a message.
    static String rootMessage(Throwable thrown) {
        Throwable root = causes(thrown).reduce(thrown, (_, deeper) -> deeper);
        String message = root instanceof ProblemDetails problem ? problem.getDetail() : root.getMessage();
        return root.getClass().getSimpleName() + ": " + message;
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }
}
