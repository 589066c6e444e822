package io.diptych.platform.kafka;

import static io.diptych.platform.kafka.Cluster.cancellation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.events.Cancellation;
import io.diptych.events.FeedbackKind;
import io.diptych.events.FeedbackSignal;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.schemas.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventCodecIT {
    private final Cluster cluster = new Cluster();
    private final Topic<Cancellation> topic = cluster.topics().cancellations();
    private final EventCodec codec = new EventCodec(cluster.registry());

    @BeforeAll
    void provision() {
        cluster.provision(topic, cluster.topics().feedback());
    }

    @AfterAll
    void close() {
        codec.close();
    }

    @Test
    void readsWhatItWrote() {
        byte[] value = codec.encode(topic, cancellation("r-1"));

        assertThat(codec.decode(topic, utf8("r-1"), value)).isEqualTo(new Readable<>("r-1", cancellation("r-1")));
    }

    @Test
    void sendsUnderTheKeyOfTheContract() {
        var headers = new RecordHeaders().add("traceparent", utf8("00-1-2-01"));

        var record = codec.record(topic, 3, cancellation("r-1"), headers);

        assertThat(record.topic()).isEqualTo(topic.name());
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).isEqualTo(utf8("r-1"));
        assertThat(record.headers()).isEqualTo(headers).isNotSameAs(headers);
    }

    @Test
    void writesConfluentsWireFormatWithASelfContainedSchema() throws Exception {
        byte[] value = codec.encode(topic, cancellation("r-1"));

        assertThat(value[0]).isZero();
        int id = ByteBuffer.wrap(value).getInt(1);
        String answer = get("/apis/ccompat/v7/schemas/ids/" + id);
        String text = JsonMapper.shared().readTree(answer).get("schema").asString();
        assertThat(new Schema.Parser().parse(text)).isEqualTo(Cancellation.getClassSchema());
    }

    @Test
    void writesTheIdThatConfluentsApiNamesForTheSubject() throws Exception {
        byte[] value = codec.encode(topic, cancellation("r-1"));

        String latest = get("/apis/ccompat/v7/subjects/" + topic.subject() + "/versions/latest");
        assertThat(JsonMapper.shared().readTree(latest).get("id").asInt())
                .isEqualTo(ByteBuffer.wrap(value).getInt(1));
    }

    @Test
    void saysThatTheKeyIsWrong() {
        byte[] value = codec.encode(topic, cancellation("r-1"));

        assertThat(reasonOf(utf8("r-2"), value)).isEqualTo("key is 'r-2', must be the requestId 'r-1'");
        assertThat(reasonOf(null, value)).isEqualTo("key is 'null', must be the requestId 'r-1'");
    }

    @Test
    void saysThatBytesAreNoEvent() {
        assertThat(reasonOf(utf8("r-1"), utf8("{\"requestId\":\"r-1\"}")))
                .isEqualTo("value does not begin with magic byte 0 and a four-byte schema id, it has 19 bytes:"
                        + " must be Avro in Confluent's wire format");
        assertThat(reasonOf(utf8("r-1"), new byte[] {0, 0, 0})).contains("it has 3 bytes");
        assertThat(reasonOf(utf8("r-1"), new byte[0])).contains("it has 0 bytes");
    }

    @Test
    void saysThatThereIsNoValue() {
        assertThat(reasonOf(utf8("r-1"), null)).isEqualTo("value is null, must be a Cancellation");
    }

    @Test
    void saysThatTheRegistryDoesNotKnowTheSchema() {
        byte[] value = codec.encode(topic, cancellation("r-1"));
        ByteBuffer.wrap(value).putInt(1, 999_999);

        assertThat(reasonOf(utf8("r-1"), value)).isEqualTo("schema id 999999 is unknown to the registry");
    }

    @Test
    void saysThatTheBytesAreNotWhatTheirSchemaSays() {
        byte[] whole = codec.encode(topic, cancellation("r-1"));
        byte[] cut = Arrays.copyOf(whole, whole.length - 6);

        assertThat(reasonOf(utf8("r-1"), cut))
                .startsWith("value with schema id " + ByteBuffer.wrap(whole).getInt(1)
                        + " cannot be read as Cancellation: ");
    }

    @Test
    void saysThatTheValueIsOfAnotherType() {
        var feedback = FeedbackSignal.newBuilder()
                .setFeedbackId("f-1")
                .setJobId("r-1#0")
                .setTenant("acme")
                .setKind(FeedbackKind.RATED)
                .setOccurredAt(Instant.EPOCH)
                .build();
        byte[] value = codec.encode(cluster.topics().feedback(), feedback);

        assertThat(reasonOf(utf8("r-1"), value))
                .isEqualTo("value is a io.diptych.events.FeedbackSignal, must be a io.diptych.events.Cancellation");
    }

    @Test
    void refusesToWriteWhatBreaksItsSchema() {
        Cancellation withoutTenant = new Cancellation("r-1", null, null, "", Instant.EPOCH);

        assertThatThrownBy(() -> codec.encode(topic, withoutTenant))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value for " + topic.name() + " is no good Cancellation: ")
                .hasMessageContaining("tenant");
    }

    @Test
    void asksForRetryWhileASchemaIsNotRegistered() {
        Topic<Cancellation> elsewhere = new Cluster().topics().cancellations();

        try (EventCodec fresh = new EventCodec(cluster.registry())) {
            assertThatThrownBy(() -> fresh.encode(elsewhere, cancellation("r-1")))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("schema of " + elsewhere.subject() + " cannot be looked up");
        }
    }

    @Test
    void asksForRetryWhileTheRegistryIsAwayAndGoesOnWhenItComes() throws Exception {
        byte[] value = codec.encode(topic, cancellation("r-1"));
        try (Forwarder registry = new Forwarder(cluster.registry());
                EventCodec late = new EventCodec(registry.address())) {
            assertThatThrownBy(() -> late.decode(topic, utf8("r-1"), value))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("registry does not answer");
            assertThatThrownBy(() -> late.encode(topic, cancellation("r-1")))
                    .isInstanceOf(RegistryUnavailableException.class);

            registry.open();
            assertThat(late.decode(topic, utf8("r-1"), value)).isInstanceOf(Readable.class);
            assertThat(late.encode(topic, cancellation("r-1"))).isEqualTo(value);

            registry.shut();
            assertThat(late.decode(topic, utf8("r-1"), value)).isInstanceOf(Readable.class);
        }
    }

    @Test
    void asksForRetryWhereTheAddressIsNotARegistrys() throws Exception {
        byte[] value = codec.encode(topic, cancellation("r-1"));
        try (EventCodec lost = new EventCodec(URI.create(cluster.registry() + "/elsewhere"))) {
            assertThatThrownBy(() -> lost.decode(topic, utf8("r-1"), value))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void servesSeveralThreads() {
        var readings = IntStream.range(0, 400)
                .parallel()
                .mapToObj(n -> codec.decode(topic, utf8("r-" + n), codec.encode(topic, cancellation("r-" + n))))
                .toList();

        assertThat(readings)
                .hasSize(400)
                .allSatisfy(reading -> assertThat(reading).isInstanceOf(Readable.class));
    }

    private String reasonOf(byte @Nullable [] key, byte @Nullable [] value) {
        return switch (codec.decode(topic, key, value)) {
            case Unreadable<Cancellation>(String reason) -> reason;
            case Readable<Cancellation> readable -> "readable: " + readable;
        };
    }

    private String get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(cluster.registry() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
