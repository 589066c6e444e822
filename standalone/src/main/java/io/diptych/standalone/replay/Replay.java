package io.diptych.standalone.replay;

import io.diptych.events.GenerationRequest;
import io.diptych.events.JobOutcome;
import io.diptych.events.RoutingDecision;
import io.diptych.schemas.Topic;
import io.diptych.schemas.Topics;
import io.diptych.standalone.explain.Explanation;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.explain.Situation;
import io.diptych.standalone.replay.Comparison.Pair;
import io.diptych.standalone.replay.Recording.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/// Decides recorded requests again under another policy, each as of its own time.
///
/// The draft sees what the recorded decision saw: the same chance, the same health of models, the same money left. Each
/// image counts by its own decision, since a budget may have had room for some images of a request and not for
/// others; of an image that waited for room it is the last one.
/// Decisions and outcomes are held in memory, some hundred bytes for each image.
public final class Replay {
    /// Cause of a decision that a request made necessary, and no escalation.
    private static final String FIRST = "request";

    private final OfflineRouter draft;
    private final String policy;
    private final Topics topics;
    private final Map<String, Long> unreadable = new TreeMap<>();
    /// By request, then by job.
    private final Map<String, Map<String, OldDecision>> decisions = new HashMap<>();
    private final Map<String, Ended> outcomes = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Comparison comparison;

    private Replay(OfflineRouter draft, Draft policy, Topics topics) {
        this.draft = draft;
        this.policy = policy.name();
        this.topics = topics;
        this.comparison = new Comparison(policy);
    }

    /// The policy that decides again; the router knows it by this name.
    public record Draft(String name, String version) {}

    /// Which requests to decide again.
    ///
    /// @param from      the first moment
    /// @param to        the first moment after
    /// @param tenant    whose; empty for everybody's
    /// @param decidedBy policy that decided them then; empty for whichever
    public record Window(Instant from, Instant to, Optional<String> tenant, Optional<String> decidedBy) {
        boolean holds(Recorded<GenerationRequest> request) {
            return !request.at().isBefore(from)
                    && request.at().isBefore(to)
                    && tenant.map(request.value().getTenant()::equals).orElse(true);
        }

        boolean holds(OldDecision decision) {
            return decidedBy.map(decision.policy()::equals).orElse(true);
        }
    }

    /// Reads what was recorded and decides it again.
    public static ReplayReport run(
            OfflineRouter router, Draft draft, Topics topics, Recording recording, Window window) {
        return new Replay(router, draft, topics).run(recording, window);
    }

    private ReplayReport run(Recording recording, Window window) {
        read(recording, topics.decisions(), window, decision -> remember(decision.value()));
        read(recording, topics.outcomes(), window, outcome -> remember(outcome.value()));
        read(recording, topics.requests(), window, request -> {
            if (window.holds(request)) {
                again(request.value(), request.at(), window);
            }
        });
        return comparison.report(unreadable);
    }

    private <V extends SpecificRecord> void read(
            Recording recording, Topic<V> topic, Window window, Consumer<Recorded<V>> to) {
        long lost = recording.read(topic, window.from(), to);
        if (lost > 0) {
            unreadable.put(topic.name(), lost);
        }
    }

    private void remember(RoutingDecision decision) {
        if (decision.getCause().equals(FIRST)) {
            decisions
                    .computeIfAbsent(key(decision.getTenant(), decision.getRequestId()), _ -> new LinkedHashMap<>())
                    .put(decision.getJobId(), OldDecision.of(decision));
        }
    }

    private void remember(JobOutcome outcome) {
        outcomes.put(key(outcome.getTenant(), outcome.getJobId()), Ended.of(outcome));
    }

    private void again(GenerationRequest request, Instant at, Window window) {
        String key = key(request.getTenant(), request.getRequestId());
        Map<String, OldDecision> jobs = decisions.getOrDefault(key, Map.of());
        if (!seen.add(key)) {
            comparison.repeat();
        } else if (jobs.isEmpty()) {
            comparison.undecided();
        } else if (!jobs.values().stream().allMatch(window::holds)) {
            comparison.decidedByAnother();
        } else {
            decide(GenerationRequest.newBuilder(request).setPolicy(policy).build(), at, jobs);
        }
    }

    private void decide(GenerationRequest asked, Instant at, Map<String, OldDecision> jobs) {
        Map<Situation, Explanation> known = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Map.Entry<String, OldDecision> job : jobs.entrySet()) {
            OldDecision old = job.getValue();
            switch (known.computeIfAbsent(old.saw(), saw -> draft.explain(asked, saw, at))) {
                case Explanation.Refused _ -> {
                    comparison.refused();
                    return;
                }
                case Explanation.Decided now -> pairs.add(new Pair(old, now));
            }
            went(key(asked.getTenant(), job.getKey()), at);
        }
        comparison.add(pairs);
    }

    private void went(String job, Instant at) {
        Ended ended = outcomes.get(job);
        if (ended != null) {
            comparison.went(ended, Duration.between(at, ended.at()));
        }
    }

    private static String key(String tenant, String id) {
        return tenant + '\0' + id;
    }
}
