package io.diptych.platform.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class KafkaTracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final io.opentelemetry.api.trace.Tracer otel =
            SdkTracerProvider.builder().build().get("test");
    private final OtelTracer tracer = new OtelTracer(otel, new OtelCurrentTraceContext(), _ -> {});
    private final KafkaTracing tracing = new KafkaTracing(
            tracer, new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel));

    @Test
    void worksInTheTraceOfTheConsumedRecord() {
        String trace = tracing.within("work", headers(PARENT), this::currentTrace);

        assertThat(trace).isEqualTo(TRACE);
    }

    @Test
    void givesTheTraceOnUnderASpanOfItsOwn() {
        Headers sent = tracing.within("work", headers(PARENT), () -> tracing.onward(headers(PARENT)));

        assertThat(sent.headers("traceparent")).hasSize(1);
        assertThat(traceparent(sent)).startsWith("00-" + TRACE + "-").isNotEqualTo(PARENT);
    }

    @Test
    void keepsOtherHeaders() {
        Headers consumed = headers(PARENT).add("tenant-hint", "acme".getBytes(UTF_8));

        Headers sent = tracing.within("work", consumed, () -> tracing.onward(consumed));

        assertThat(sent.lastHeader("tenant-hint").value()).isEqualTo("acme".getBytes(UTF_8));
        assertThat(traceparent(consumed)).isEqualTo(PARENT);
    }

    @Test
    void beginsATraceWhereThereIsNone() {
        Headers sent = tracing.within("work", new RecordHeaders(), () -> tracing.onward(new RecordHeaders()));

        assertThat(traceparent(sent)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
    }

    @Test
    void beginsATraceWhereTheHeaderIsNonsense() {
        Headers sent = tracing.within("work", headers("nonsense"), () -> tracing.onward(headers("nonsense")));

        assertThat(traceparent(sent)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
    }

    @Test
    void leavesHeadersAloneOutsideOfWork() {
        assertThat(traceparent(tracing.onward(headers(PARENT)))).isEqualTo(PARENT);
        assertThat(tracing.onward(new RecordHeaders())).isEmpty();
    }

    @Test
    void endsTheSpanWhenTheWorkThrows() {
        assertThatThrownBy(() -> tracing.within("work", headers(PARENT), () -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThat(tracer.currentSpan()).isNull();
    }

    @Test
    void doesTheWorkWhereTracingIsOff() {
        Headers sent = KafkaTracing.off()
                .within("work", headers(PARENT), () -> KafkaTracing.off().onward(headers(PARENT)));

        assertThat(traceparent(sent)).isEqualTo(PARENT);
    }

    private String currentTrace() {
        var span = tracer.currentSpan();
        return span == null ? "none" : span.context().traceId();
    }

    private static Headers headers(String traceparent) {
        return new RecordHeaders().add("traceparent", traceparent.getBytes(UTF_8));
    }

    private static String traceparent(Headers headers) {
        return new String(headers.lastHeader("traceparent").value(), UTF_8);
    }
}
