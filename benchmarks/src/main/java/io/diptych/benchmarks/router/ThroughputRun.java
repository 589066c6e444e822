package io.diptych.benchmarks.router;

import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.router.kafka.RouterTopology;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.standalone.demo.FreshTrace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;

/// Lets the router and its peers each go through the same requests, one after the other, and measures their pace.
final class ThroughputRun {
    private static final Duration CAMEL_AT_MOST = Duration.ofSeconds(20);
    private static final String CAMEL_TARGET = "bench.camel";

    private final String bootstrap;
    private final KafkaSettings kafka;
    private final EventCodec codec;
    private final Path folder;
    private final PrintStream text;
    private final Topics topics = new Topics("");

    ThroughputRun(String bootstrap, EventCodec codec, Path folder, PrintStream text) {
        this.bootstrap = bootstrap;
        this.kafka = new KafkaSettings(bootstrap);
        this.codec = codec;
        this.folder = folder;
        this.text = text;
    }

    /// @param router   starts the router, which goes through the requests of the topic from their beginning
    /// @param warmUp   requests that are not measured
    /// @param measured requests that are
    Throughput measure(RouterStart router, int warmUp, int measured) throws Exception {
        int partitions = topics.requests().partitions();
        try (Admin admin = Admin.create(kafka.admin())) {
            admin.createTopics(Stream.of(
                                    "bench.copy",
                                    "bench.output",
                                    CAMEL_TARGET + ".nano",
                                    CAMEL_TARGET + ".nano-batch",
                                    CAMEL_TARGET + ".gpt-medium",
                                    CAMEL_TARGET + ".gpt-high")
                            .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                            .toList())
                    .all()
                    .get();
            RouterOutput output = new RouterOutput(kafka);
            createLike(admin, output.topics());
            publish(warmUp + measured);
            CommittedPace pace = new CommittedPace(admin, topics.requests().name());
            warmUpClients(pace, warmUp);
            double routed;
            try (AutoCloseable _ = router.start()) {
                routed = pace.measure(RouterStart.GROUP, warmUp, warmUp + (long) measured);
            }
            say("router", routed);
            double copied = copy(pace, this::asTheRouter, "bench-copy", warmUp, measured);
            say("bare copy, router's settings", copied);
            double alone = copy(pace, this::alone, "bench-alone", warmUp, measured);
            say("bare copy, one thread, 20 ms", alone);
            List<List<RouterOutput.Written>> written = output.read();
            double same = writer(pace, "bench-same", written, name -> "bench." + name, warmUp, measured);
            say("bare writer of the router's output", same);
            double one = writer(pace, "bench-output", written, _ -> "bench.output", warmUp, measured);
            say("the same into one topic", one);
            double camel = camel("bench-camel-1", 1, warmUp, measured);
            say("Apache Camel, 1 consumer", camel);
            double camelFour = camel("bench-camel-4", 4, warmUp, measured);
            say("Apache Camel, 4 consumers", camelFour);
            return new Throughput(routed, copied, alone, same, one, camel, camelFour);
        }
    }

    private void say(String who, double pace) {
        text.printf(Locale.ROOT, "  %-36s %,10.0f requests/s%n", who, pace);
        text.flush();
    }

    private void publish(int requests) {
        RequestMix mix = new RequestMix();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka.producer("bench-requests"))) {
            for (int number = 0; number < requests; number++) {
                var _ = producer.send(
                        codec.record(topics.requests(), mix.request("bulk", number), FreshTrace.headers()));
            }
        }
    }

    /// Whoever comes first would run Kafka's clients before they are compiled.
    private void warmUpClients(CommittedPace pace, int warmUp) throws InterruptedException {
        copy(pace, this::asTheRouter, "bench-first", 0, warmUp);
    }

    private double copy(
            CommittedPace pace, Function<String, Map<String, Object>> settings, String group, int warmUp, int measured)
            throws InterruptedException {
        try (BareCopy _ = BareCopy.ofRecords(settings, group, topics.requests().name(), "bench.copy")) {
            return pace.measure(group, warmUp, warmUp + (long) measured);
        }
    }

    private Map<String, Object> asTheRouter(String group) {
        return RouterTopology.settings(kafka, group, folder.resolve(group).toString(), RouterStart.THREADS);
    }

    private Map<String, Object> alone(String group) {
        return kafka.streams(group, folder.resolve(group).toString());
    }

    private double writer(
            CommittedPace pace,
            String group,
            List<List<RouterOutput.Written>> output,
            UnaryOperator<String> target,
            int warmUp,
            int measured)
            throws InterruptedException {
        List<List<RouterOutput.Written>> redirected = output.stream()
                .map(each -> each.stream()
                        .map(written -> written.to(target.apply(written.topic())))
                        .toList())
                .toList();
        try (BareCopy _ =
                BareCopy.ofOutput(this::asTheRouter, group, topics.requests().name(), redirected)) {
            return pace.measure(group, warmUp, warmUp + (long) measured);
        }
    }

    private static void createLike(Admin admin, List<Topic<?>> topics) throws Exception {
        admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(
                                "bench." + topic.name(), Optional.of(topic.partitions()), Optional.empty()))
                        .toList())
                .all()
                .get();
    }

    private double camel(String group, int consumers, long warmUp, long measured) throws Exception {
        try (CamelRouter camel = new CamelRouter(bootstrap, codec, group, consumers, CAMEL_TARGET)) {
            long started = System.nanoTime();
            while (camel.routed() < Math.min(warmUp, 2_000)) {
                requireBefore(started, Duration.ofMinutes(2), camel.routed());
            }
            long from = camel.routed();
            long begin = System.nanoTime();
            while (camel.routed() < warmUp + measured && System.nanoTime() - begin < CAMEL_AT_MOST.toNanos()) {
                Thread.sleep(10);
            }
            return (camel.routed() - from) * 1e9 / (System.nanoTime() - begin);
        }
    }

    private static void requireBefore(long started, Duration atMost, long routed) throws InterruptedException {
        if (System.nanoTime() - started > atMost.toNanos()) {
            throw new IllegalStateException("Camel routed " + routed + " requests within " + atMost);
        }
        Thread.sleep(10);
    }
}
