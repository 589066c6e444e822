package io.diptych.platform.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Carries traces through Kafka headers.
///
/// Kafka Streams forwards the headers of what it reads by itself; whoever produces on its own asks for [#onward] or
/// [#inject]. While [#within] runs, the log knows the trace as `traceId`.
public final class KafkaTracing {
    private final Tracer tracer;
    private final Propagator propagator;

    public KafkaTracing(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// Tracing that leaves headers as they are, for tests and tools.
    public static KafkaTracing off() {
        return new KafkaTracing(Tracer.NOOP, Propagator.NOOP);
    }

    /// Does work as a span of the trace that the consumed headers name, or of a new one where they name none.
    ///
    /// @param span     what is done, from a closed set, for example `qa.judge`
    /// @param consumed headers of the record that the work is about
    /// @throws E whatever the work throws, noted in the span
    public <T extends @Nullable Object, E extends Exception> T within(String span, Headers consumed, Work<T, E> work)
            throws E {
        Span child = propagator
                .extract(consumed, KafkaTracing::read)
                .name(span)
                .kind(Span.Kind.CONSUMER)
                .start();
        try (Tracer.SpanInScope _ = tracer.withSpan(child)) {
            return work.run();
        } catch (Throwable e) {
            child.error(e);
            throw e;
        } finally {
            child.end();
        }
    }

    /// Writes the current span into the headers, over what they said before; nothing where there is none.
    public void inject(Headers headers) {
        Span current = tracer.currentSpan();
        if (current != null) {
            propagator.inject(current.context(), headers, KafkaTracing::write);
        }
    }

    /// Headers for a record that follows from a consumed one: a copy, under the current span where there is one.
    public Headers onward(Headers consumed) {
        Headers headers = new RecordHeaders(consumed);
        inject(headers);
        return headers;
    }

    private static @Nullable String read(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void write(@Nullable Headers headers, String name, String value) {
        if (headers != null) {
            headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Work with a result and its own exceptions.
    ///
    /// @param <T> its result
    /// @param <E> what it throws
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        T run() throws E;
    }
}
