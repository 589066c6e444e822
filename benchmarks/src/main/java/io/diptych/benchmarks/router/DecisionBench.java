package io.diptych.benchmarks.router;

import io.diptych.router.policy.Policy;
import io.diptych.router.request.RoutingRequest;
import io.diptych.router.routing.Decider;
import io.diptych.router.routing.Decision;
import io.diptych.router.routing.RoutingState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One decision: rules, hard filter, ranking, reasons. What JMH calls; see [DecisionTiming] for what is made of it.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked // JMH calls the set-up before anything else.
public class DecisionBench {
    private Policy policy;
    private Decider decider;
    private RoutingState state;
    private List<RoutingRequest> requests;
    private List<RoutingRequest> weighted;
    private int next;

    /// Reads the policy once.
    @Setup
    public void read() {
        FortyRules forty = new FortyRules();
        policy = forty.policy();
        decider = forty.decider();
        state = RoutingState.calm(forty.at());
        requests = forty.requests();
        weighted = forty.weightedRequests();
    }

    /// Requests for each of the forty rules in turn: half of them pass twenty rules and more.
    @Benchmark
    public Decision everyRuleInTurn() {
        next = next + 1 == requests.size() ? 0 : next + 1;
        return decider.decide(requests.get(next), policy, state);
    }

    /// The same requests, whose candidates are ranked by quality, speed and cost.
    @Benchmark
    public Decision everyRuleByWeights() {
        next = next + 1 == weighted.size() ? 0 : next + 1;
        return decider.decide(weighted.get(next), policy, state);
    }

    /// Requests that only the fortieth rule holds for.
    @Benchmark
    public Decision theLastRule() {
        return decider.decide(requests.getLast(), policy, state);
    }
}
