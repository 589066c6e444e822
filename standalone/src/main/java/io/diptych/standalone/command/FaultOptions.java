package io.diptych.standalone.command;

import io.diptych.standalone.demo.DemoListener;
import io.diptych.standalone.demo.DemoReport;
import io.diptych.standalone.demo.FaultScript;
import io.diptych.standalone.demo.ServiceKills;
import io.diptych.standalone.stack.Stack;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is to go wrong during a demonstration.
final class FaultOptions {
    @Option(
            names = "--faults",
            paramLabel = "PLAN",
            description = {
                "What the simulated providers do wrong: `default`, or a file of rules as the simulator takes them.",
                "On a throw-away stack every service is also killed once and started again. The invoice settles what"
                        + " nobody knows in the end."
            })
    private @Nullable String plan;

    @Option(names = "--no-kill", description = "With --faults: no service is killed.")
    private boolean noKill;

    private @Nullable ServiceKills kills;

    boolean areWished() {
        return plan != null;
    }

    boolean kills() {
        return plan != null && !noKill;
    }

    /// Puts the faults in force.
    void arm(StackAddresses stack) throws IOException, InterruptedException {
        if (plan != null) {
            if (stack.simulator() == null) {
                throw new StackException("--faults needs the simulator, this stack calls real providers");
            }
            FaultScript.named(plan).arm(stack.simulator());
        }
    }

    /// Kills services while the run goes on.
    DemoListener killing(Stack stack, DemoListener listener) {
        kills = new ServiceKills(stack, listener);
        return kills;
    }

    /// Ends the faults, and tells of them in the report.
    DemoReport disarm(StackAddresses stack, DemoReport report) throws IOException, InterruptedException {
        if (plan == null || stack.simulator() == null) {
            return report;
        }
        Map<String, Long> struck = FaultScript.disarm(stack.simulator());
        return report.with(struck, kills == null ? List.of() : kills.killed());
    }
}
