package io.diptych.benchmarks.router;

import io.diptych.events.GenerationRequest;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.schemas.Topics;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;

/// The peer: a content-based router of Apache Camel that does the table of the dual-engine policy.
///
/// It reads the same topic with the same codec, looks at the same fields and produces the request to the topic of a
/// model. It keeps no memory of ids, explains nothing, estimates nothing, and is at-least-once: all of that is in
/// its favour.
final class CamelRouter implements AutoCloseable {
    private static final Set<String> DRAFTS = Set.of("DRAFT", "SCENE_DRAFT", "POSTER_DRAFT");
    private static final Set<String> MEDIUM = Set.of("WHITE_BACKGROUND", "SCENE");
    private static final Set<String> HIGH = Set.of("POSTER", "HERO");
    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicLong routed = new AtomicLong();

    /// @param consumers threads of the route, each with a Kafka consumer of its own
    CamelRouter(String bootstrap, EventCodec codec, String group, int consumers, String target) throws Exception {
        Topics topics = new Topics("");
        String from = "kafka:" + topics.requests().name() + "?brokers=" + bootstrap + "&groupId=" + group
                + "&autoOffsetReset=earliest&consumersCount=" + consumers
                + "&keyDeserializer=" + BYTES + "Deserializer&valueDeserializer=" + BYTES + "Deserializer"
                + "&maxPollRecords=500&additionalProperties.isolation.level=read_committed";
        String producer = "?brokers=" + bootstrap + "&keySerializer=" + BYTES + "Serializer&valueSerializer=" + BYTES
                + "Serializer&requestRequiredAcks=all&compressionCodec=gzip&recordMetadata=false&lingerMs=0"
                + "&additionalProperties.compression.gzip.level=1";
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from)
                        .process(exchange -> decode(codec, topics, exchange))
                        .choice()
                        .when(stageIn(DRAFTS))
                        .to("kafka:" + target + ".nano-batch" + producer)
                        .when(stageIn(MEDIUM))
                        .to("kafka:" + target + ".gpt-medium" + producer)
                        .when(stageIn(HIGH))
                        .to("kafka:" + target + ".gpt-high" + producer)
                        .otherwise()
                        .to("kafka:" + target + ".nano" + producer)
                        .end()
                        .process(_ -> routed.incrementAndGet());
            }
        });
        camel.start();
    }

    private static void decode(EventCodec codec, Topics topics, Exchange exchange) {
        byte[] key = exchange.getIn().getHeader(KafkaConstants.KEY, byte[].class);
        byte[] value = exchange.getIn().getBody(byte[].class);
        if (codec.decode(topics.requests(), key, value) instanceof Readable<GenerationRequest>(var _, var request)) {
            exchange.setProperty("stage", request.getPurpose().getStage().name());
        }
    }

    private static Predicate stageIn(Set<String> stages) {
        return exchange -> stages.contains(exchange.getProperty("stage", String.class));
    }

    /// Requests that a broker has acknowledged.
    long routed() {
        return routed.get();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
