package io.diptych.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diptych.events.AttemptSummary;
import io.diptych.events.CostEntry;
import io.diptych.events.GenerationResult;
import io.diptych.events.JobOutcome;
import io.diptych.events.OutcomeStatus;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.replay.KafkaRecording;
import io.diptych.standalone.replay.Recording;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What quality control and escalation make of models that get things wrong, by the simulator's own word on each image.
///
/// @param stages by stage of production
public record Defects(List<StageOfDefects> stages) {
    private static final Set<String> MENDABLE = Set.of("off_white", "shaded_white", "outside_mask");

    public Defects {
        stages = List.copyOf(stages);
    }

    /// Every stage together.
    @JsonProperty("all")
    public StageOfDefects all() {
        return new StageOfDefects(
                "all",
                stages.stream().mapToInt(StageOfDefects::made).sum(),
                stages.stream().mapToInt(StageOfDefects::rightAtFirst).sum(),
                stages.stream().mapToInt(StageOfDefects::delivered).sum(),
                stages.stream().mapToInt(StageOfDefects::right).sum(),
                stages.stream().mapToInt(StageOfDefects::mended).sum(),
                stages.stream().map(StageOfDefects::firstUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
                stages.stream().map(StageOfDefects::totalUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
                together(StageOfDefects::accepted),
                together(StageOfDefects::doubted));
    }

    private Map<String, Integer> together(Function<StageOfDefects, Map<String, Integer>> each) {
        Map<String, Integer> sum = new TreeMap<>();
        stages.forEach(stage -> each.apply(stage).forEach((flaw, times) -> sum.merge(flaw, times, Integer::sum)));
        return sum;
    }

    /// One stage.
    ///
    /// @param made       images that were delivered or ought to have been: one for each job
    /// @param rightAtFirst those of them that were right as the model first made them
    /// @param delivered  delivered images
    /// @param right      delivered images with nothing wrong
    /// @param mended     among the right ones, those that quality control has mended
    /// @param firstUsd   what the first attempts cost
    /// @param totalUsd   what all attempts cost
    /// @param accepted   what was wrong with images that quality control accepted, and how often
    /// @param doubted    the same of images that it doubted and that were delivered since nobody reviews
    public record StageOfDefects(
            String stage,
            int made,
            int rightAtFirst,
            int delivered,
            int right,
            int mended,
            BigDecimal firstUsd,
            BigDecimal totalUsd,
            Map<String, Integer> accepted,
            Map<String, Integer> doubted) {
        /// Share of delivered images that are right, 0..1.
        @JsonProperty("rightShare")
        public double rightShare() {
            return delivered == 0 ? 0 : (double) right / delivered;
        }

        /// Share of the images that were right as they first came, 0..1.
        @JsonProperty("rightAtFirstShare")
        public double rightAtFirstShare() {
            return made == 0 ? 0 : (double) rightAtFirst / made;
        }
    }

    /// Has the simulated models get things wrong from now on.
    ///
    /// @param profile rates by model, as the simulator takes them
    public static void inject(URI simulator, String profile) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try (HttpClient http = HttpClient.newHttpClient()) {
            answer = http.send(
                    HttpRequest.newBuilder(simulator.resolve("/simulator/quality"))
                            .PUT(HttpRequest.BodyPublishers.ofString(profile))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
        if (answer.statusCode() != 200) {
            throw new StackException("simulator takes no defects: HTTP " + answer.statusCode() + " " + answer.body());
        }
    }

    /// Adds up a run.
    ///
    /// @param campaign prefix of its job ids
    public static Defects of(StackAddresses stack, URI simulator, String campaign)
            throws IOException, InterruptedException {
        Map<String, List<String>> flawed = flawed(simulator);
        try (EventCodec codec = new EventCodec(stack.registry())) {
            return of(new KafkaRecording(new KafkaSettings(stack.kafkaBootstrap()), codec), flawed, campaign);
        }
    }

    /// Adds up a run.
    ///
    /// @param flawed   what is wrong with images, by their SHA-256
    /// @param campaign prefix of its job ids
    static Defects of(Recording recording, Map<String, List<String>> flawed, String campaign) {
        Map<String, GenerationResult> results = new HashMap<>();
        Map<String, JobOutcome> outcomes = new HashMap<>();
        Map<String, Long> micros = new HashMap<>();
        Topics topics = new Topics("");
        long _ = recording.read(topics.results(), Instant.EPOCH, one -> put(results, one.value(), campaign));
        long _ = recording.read(topics.outcomes(), Instant.EPOCH, one -> put(outcomes, one.value(), campaign));
        long _ = recording.read(topics.costEntries(), Instant.EPOCH, one -> add(micros, one.value(), campaign));
        Map<String, Sum> sums = new TreeMap<>();
        outcomes.values()
                .forEach(outcome -> sums.computeIfAbsent(
                                outcome.getPurpose().getStage().name(), _ -> new Sum())
                        .add(outcome, results, flawed, micros));
        return new Defects(sums.entrySet().stream()
                .map(one -> one.getValue().shown(one.getKey()))
                .toList());
    }

    private static void put(Map<String, GenerationResult> results, GenerationResult result, String campaign) {
        if (result.getJobId().startsWith(campaign)) {
            results.put(result.getAttemptId(), result);
        }
    }

    private static void put(Map<String, JobOutcome> outcomes, JobOutcome outcome, String campaign) {
        if (outcome.getJobId().startsWith(campaign)) {
            outcomes.put(outcome.getJobId(), outcome);
        }
    }

    private static void add(Map<String, Long> micros, CostEntry entry, String campaign) {
        Long amount = entry.getAmountMicros();
        if (amount != null && entry.getJobId().startsWith(campaign)) {
            micros.merge(entry.getAttemptId(), amount, Long::sum);
        }
    }

    private static Map<String, List<String>> flawed(URI simulator) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(simulator.resolve("/simulator/quality/flawed"))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return JsonMapper.shared().readValue(answer.body(), new TypeReference<Map<String, List<String>>>() {});
        }
    }

    private static final class Sum {
        private final Map<String, Integer> accepted = new TreeMap<>();
        private final Map<String, Integer> doubted = new TreeMap<>();
        private int made;
        private int rightAtFirst;
        private int delivered;
        private int right;
        private int mended;
        private long firstMicros;
        private long totalMicros;

        void add(
                JobOutcome outcome,
                Map<String, GenerationResult> results,
                Map<String, List<String>> flawed,
                Map<String, Long> micros) {
            made++;
            outcome.getAttempts().stream()
                    .filter(attempt -> attempt.getAttemptNo() == 1)
                    .forEach(first -> {
                        firstMicros += micros.getOrDefault(first.getAttemptId(), 0L);
                        GenerationResult result = results.get(first.getAttemptId());
                        rightAtFirst += result != null
                                        && result.getImage() != null
                                        && !flawed.containsKey(result.getImage().getSha256())
                                ? 1
                                : 0;
                    });
            outcome.getAttempts().forEach(each -> totalMicros += micros.getOrDefault(each.getAttemptId(), 0L));
            if (outcome.getStatus() == OutcomeStatus.DELIVERED) {
                deliver(outcome, results, flawed);
            }
        }

        private void deliver(
                JobOutcome outcome, Map<String, GenerationResult> results, Map<String, List<String>> flawed) {
            delivered++;
            AttemptSummary last = outcome.getAttempts().getLast();
            GenerationResult made = results.get(last.getAttemptId());
            if (made == null || made.getImage() == null || outcome.getImage() == null) {
                return;
            }
            String hash = made.getImage().getSha256();
            boolean isMended = !outcome.getImage().getSha256().equals(hash);
            Set<String> left = new HashSet<>(flawed.getOrDefault(hash, List.of()));
            if (isMended) {
                left.removeAll(MENDABLE);
            }
            right += left.isEmpty() ? 1 : 0;
            mended += left.isEmpty() && isMended ? 1 : 0;
            Map<String, Integer> passed = last.getReasons().isEmpty() ? accepted : doubted;
            left.forEach(flaw -> passed.merge(flaw, 1, Integer::sum));
        }

        StageOfDefects shown(String stage) {
            return new StageOfDefects(
                    stage,
                    made,
                    rightAtFirst,
                    delivered,
                    right,
                    mended,
                    BigDecimal.valueOf(firstMicros, 6),
                    BigDecimal.valueOf(totalMicros, 6),
                    accepted,
                    doubted);
        }
    }
}
