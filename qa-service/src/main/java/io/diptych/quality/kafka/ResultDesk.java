package io.diptych.quality.kafka;

import io.diptych.events.GenerationResult;
import io.diptych.platform.kafka.DeadLetters;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.Reading.Readable;
import io.diptych.platform.kafka.Reading.Unreadable;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.quality.verdict.ResultJudge;
import io.diptych.quality.verdict.Ruling;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// Turns a record of `image.results` into its ending. Its headers and its trace travel on. Safe for use by several
/// threads.
public final class ResultDesk {
    private final Topics topics;
    private final EventCodec codec;
    private final ResultJudge judge;
    private final KafkaTracing tracing;
    private final String service;

    /// @param service name of this service, for its dead letters
    public ResultDesk(Topics topics, EventCodec codec, ResultJudge judge, KafkaTracing tracing, String service) {
        this.topics = topics;
        this.codec = codec;
        this.judge = judge;
        this.tracing = tracing;
        this.service = service;
    }

    /// @throws io.diptych.platform.kafka.RegistryUnavailableException when the registry does not answer
    /// @throws io.diptych.platform.assets.AssetStoreException         when the asset store does not answer
    Ending end(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Topic<GenerationResult> results = topics.results();
        return switch (codec.decode(results, record.key(), record.value())) {
            case Readable<GenerationResult>(var _, var result) ->
                tracing.within("qa.judge", record.headers(), () -> rule(result, tracing.onward(record.headers())));
            case Unreadable<GenerationResult>(var reason) ->
                new Ending.Dead(
                        reason,
                        record.partition(),
                        record.offset(),
                        List.of(DeadLetters.of(results, record, reason, service)));
        };
    }

    private Ending rule(GenerationResult result, Headers headers) throws InterruptedException {
        long started = System.nanoTime();
        Ruling ruling = judge.judge(result);
        return new Ending.Ruled(ruling, Duration.ofNanos(System.nanoTime() - started), write(ruling, headers));
    }

    private List<ProducerRecord<byte[], byte[]>> write(Ruling ruling, Headers headers) {
        return switch (ruling) {
            case Ruling.Delivered(var verdict, var outcome) ->
                List.of(
                        codec.record(topics.verdicts(), verdict, headers),
                        codec.record(topics.outcomes(), outcome, headers));
            case Ruling.FellShort(var verdict, var escalation) ->
                List.of(
                        codec.record(topics.verdicts(), verdict, headers),
                        codec.record(topics.escalations(), escalation, headers));
            case Ruling.Asked(var verdict, var task) ->
                List.of(
                        codec.record(topics.verdicts(), verdict, headers),
                        codec.record(topics.reviewTasks(), task, headers));
            case Ruling.Audited(var audited, var task) ->
                Stream.concat(
                                write(audited, headers).stream(),
                                Stream.of(codec.record(topics.reviewTasks(), task, headers)))
                        .toList();
            case Ruling.NotMade(var escalation) -> List.of(codec.record(topics.escalations(), escalation, headers));
            case Ruling.Unsettled(var task) -> List.of(codec.record(topics.reviewTasks(), task, headers));
        };
    }
}
