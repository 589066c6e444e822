package io.diptych.router.kafka;

import static io.diptych.router.Requests.CATALOG;
import static io.diptych.router.Requests.TOPICS;

import io.diptych.events.AttemptSummary;
import io.diptych.events.Billing;
import io.diptych.events.Blame;
import io.diptych.events.Escalation;
import io.diptych.events.EscalationCause;
import io.diptych.events.Failure;
import io.diptych.events.FailureCode;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Route;
import io.diptych.platform.metrics.PlatformMeters;
import io.diptych.router.Requests;
import io.diptych.router.budget.Budget;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.intake.RequestRules;
import io.diptych.router.live.BudgetBoard;
import io.diptych.router.live.CancellationBoard;
import io.diptych.router.live.HealthBoard;
import io.diptych.router.live.LiveState;
import io.diptych.router.live.PolicyBoard;
import io.diptych.router.policy.BudgetLimit;
import io.diptych.router.policy.Policies;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.Terms;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Escalations;
import io.diptych.router.routing.Ranking;
import io.diptych.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The router's topology without a broker: what goes in, what comes out.
final class RouterOnTheBench implements AutoCloseable {
    private static final List<String> STORES =
            List.of(Operators.SEEN_REQUESTS, Operators.SEEN_ATTEMPTS, Operators.TENANT_BOOKS, Operators.PARKED);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PlainFormat format = new PlainFormat();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
    final TopologyDescription description;
    private final TopologyTestDriver driver;
    private final Path stateDir;
    private final Map<String, Budget> budgets;
    private final BudgetLimit atLimit;
    private Instant now;
    private final List<Said> said = new ArrayList<>();

    private record Said(Topic<?> topic, TestRecord<byte[], byte[]> record) {}

    RouterOnTheBench(Path stateDir) {
        this(stateDir, Map.of());
    }

    /// @param budgets hard limits by tenant
    RouterOnTheBench(Path stateDir, Map<String, Budget> budgets) {
        this(stateDir, budgets, BudgetLimit.REJECT);
    }

    /// @param budgets hard limits by tenant
    /// @param atLimit what every policy does where a budget has no room
    RouterOnTheBench(Path stateDir, Map<String, Budget> budgets, BudgetLimit atLimit) {
        this(stateDir, budgets, atLimit, Requests.AT);
    }

    private RouterOnTheBench(Path stateDir, Map<String, Budget> budgets, BudgetLimit atLimit, Instant now) {
        this.stateDir = stateDir;
        this.budgets = budgets;
        this.atLimit = atLimit;
        this.now = now;
        Decider decider = new Decider(
                CATALOG,
                Set.of("gpt-image-2", "gemini-3.1-flash-image"),
                CATALOG.priceBook("official"),
                Ranking.BY_WEIGHTS);
        LiveState live = new LiveState(
                new PolicyBoard(policies(atLimit)),
                new HealthBoard(Duration.ofMinutes(2)),
                new BudgetBoard(budgets),
                new CancellationBoard(() -> Requests.AT));
        Desk desk = new Desk(TOPICS, format, new RouterMeters(meters), new PlatformMeters(meters), new CommitPace());
        Topology topology = new RouterTopology(
                        desk,
                        live,
                        new RequestRouting(
                                names -> new RequestRules(CATALOG, names), new RequestMapper(CATALOG), live, decider),
                        new EscalationRouting(live, new Escalations(decider::expectedMillis)),
                        () -> Requests.AT)
                .build();
        description = topology.describe();
        driver = new TopologyTestDriver(topology, settings(stateDir.resolve("router")), now);
    }

    /// A crash: another router with what this one had written down, and nothing of what it had in
    /// memory. It reads the boards anew.
    RouterOnTheBench crashed() {
        STORES.forEach(store -> driver.getKeyValueStore(store).flush());
        Path copy = picture(stateDir);
        close();
        RouterOnTheBench next = new RouterOnTheBench(copy, budgets, atLimit, now);
        said.forEach(next::say);
        return next;
    }

    /// A copy of a router's files between two moments at which they were the same: RocksDB tidies up while we copy.
    private static Path picture(Path stateDir) {
        Path from = stateDir.resolve("router");
        for (int shot = 0; shot < 100; shot++) {
            Path picture = stateDir.resolve("picture-" + shot);
            List<Path> before = files(from);
            if (isCopied(before, from, picture.resolve("router")) && files(from).equals(before)) {
                return picture;
            }
        }
        throw new AssertionError("the files in " + from + " did not stand still for one of 100 pictures");
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        } catch (IOException | UncheckedIOException vanished) {
            return List.of();
        }
    }

    private static boolean isCopied(List<Path> files, Path from, Path to) {
        try {
            for (Path each : files) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
            return !files.isEmpty();
        } catch (NoSuchFileException vanished) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Policies policies(BudgetLimit atLimit) {
        Policies policies = Policies.shipped(CATALOG, "dual-engine");
        for (String name : policies.names()) {
            Policy policy = policies.named(name).orElseThrow();
            Terms terms = policy.terms();
            policies = policies.with(new Policy(
                    policy.name(),
                    policy.version(),
                    policy.description(),
                    policy.limits(),
                    policy.rules(),
                    policy.fallback(),
                    new Terms(
                            terms.weights(),
                            terms.qualities(),
                            terms.substitutions(),
                            terms.settings(),
                            atLimit,
                            terms.editChain(),
                            terms.offPeak(),
                            terms.warnings())));
        }
        return policies;
    }

    static Properties settings(Path stateDir) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, "router-test",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092",
                StreamsConfig.STATE_DIR_CONFIG, stateDir.toString()));
        return settings;
    }

    void request(GenerationRequest request) {
        request(request, new RecordHeaders());
    }

    void request(GenerationRequest request, Headers headers) {
        raw(TOPICS.requests(), bytes(request.getRequestId()), format.encode(TOPICS.requests(), request), headers);
    }

    void escalate(Escalation escalation) {
        raw(
                TOPICS.escalations(),
                bytes(escalation.getJobId()),
                format.encode(TOPICS.escalations(), escalation),
                new RecordHeaders());
    }

    /// Publishes an event on its topic.
    <V extends SpecificRecord> void publish(Topic<V> topic, V event) {
        say(topic, bytes(topic.keyOf(event)), format.encode(topic, event));
    }

    private void say(Topic<?> topic, byte[] key, byte @Nullable [] value) {
        say(new Said(topic, new TestRecord<>(key, value, new RecordHeaders(), Requests.AT)));
    }

    private void say(Said event) {
        String name = event.topic().name();
        if (name.equals(Requests.TOPICS.budgets().name())
                || name.equals(Requests.TOPICS.policies().name())) {
            said.add(event);
        }
        input(name).pipeInput(event.record());
    }

    /// Takes back what was said under a key.
    void withdraw(Topic<?> topic, String key) {
        say(topic, bytes(key), null);
    }

    void raw(Topic<?> topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        input(topic.name()).pipeInput(new TestRecord<>(key, value, headers, Requests.AT));
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void wait(Duration time) {
        driver.advanceWallClockTime(time);
        now = now.plus(time);
    }

    long remembered(String store) {
        return driver.<String, Object>getKeyValueStore(store).approximateNumEntries();
    }

    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return records(topic.name()).stream()
                .map(record -> format.read(topic, record.value()))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> records(String topic) {
        return outputs.computeIfAbsent(
                        topic,
                        name -> driver.createOutputTopic(
                                name, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                .readRecordsToList();
    }

    /// What is held for attempts that have not been settled, in micro-USD.
    long held() {
        return Math.round(meters.get(RouterMeters.HELD).gauge().value());
    }

    double count(String meter) {
        return meters.find(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /// The demand for another attempt of a job whose image was not good enough.
    static Escalation poor(GenerationJob job) {
        return escalation(job, EscalationCause.QUALITY, Billing.BILLED, null);
    }

    /// The demand for another attempt of a job whose provider failed.
    static Escalation failed(GenerationJob job, FailureCode code) {
        return escalation(job, EscalationCause.PROVIDER_FAILURE, Billing.NOT_BILLED, code);
    }

    /// The demand for another attempt of a job of which nobody knows whether it was charged.
    static Escalation unknown(GenerationJob job) {
        return escalation(job, EscalationCause.UNKNOWN_ATTEMPT, Billing.UNKNOWN, FailureCode.TIMEOUT);
    }

    /// A person's word on such a job: bought again where its own route comes first, given up where none is left.
    static Escalation answered(GenerationJob job, List<Route> remaining, String... reasons) {
        Escalation unknown =
                unknown(GenerationJob.newBuilder(job).setRemaining(remaining).build());
        return Escalation.newBuilder(unknown)
                .setCause(EscalationCause.REVIEWER)
                .setAttempt(AttemptSummary.newBuilder(unknown.getAttempt())
                        .setReasons(List.of(reasons))
                        .build())
                .build();
    }

    private static Escalation escalation(
            GenerationJob job, EscalationCause cause, Billing billing, @Nullable FailureCode code) {
        Failure failure = code == null
                ? null
                : Failure.newBuilder()
                        .setCode(code)
                        .setBlame(Blame.PROVIDER)
                        .setMessage("provider says " + code)
                        .build();
        AttemptSummary attempt = AttemptSummary.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setAttemptNo(job.getAttemptNo())
                .setRoute(job.getRoute())
                .setBilling(billing)
                .setFailure(failure)
                .setReasons(code == null ? List.of("blank") : List.of())
                .setEndedAt(Requests.AT)
                .build();
        return Escalation.newBuilder()
                .setAttemptId(job.getAttemptId())
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setCause(cause)
                .setJob(job)
                .setAttempt(attempt)
                .setOccurredAt(Requests.AT)
                .build();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
