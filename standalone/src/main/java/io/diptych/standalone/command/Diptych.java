package io.diptych.standalone.command;

import com.fasterxml.jackson.core.StreamReadConstraints;
import io.diptych.embedded.InfrastructureException;
import io.diptych.platform.kafka.ProvisioningException;
import io.diptych.router.policy.PolicyException;
import io.diptych.standalone.explain.BadInputException;
import io.diptych.standalone.stack.ParentWatch;
import io.diptych.standalone.stack.StackException;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `diptych` command.
@Command(
        name = "diptych",
        description = "Event-driven image generation on Apache Kafka.",
        mixinStandardHelpOptions = true,
        version = "diptych 0.1.0",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            RequestCommand.class,
            CancelCommand.class,
            RouteCommand.class,
            PolicyCommand.class,
            PlanCommand.class,
            ReplayCommand.class,
            CostsCommand.class,
            ReconcileCommand.class,
            InspectCommand.class,
            QualityCommand.class,
            FeedbackCommand.class,
            BenchCommand.class,
            ProvisionCommand.class,
            ServiceCommand.class,
            SimulatorCommand.class,
            HelpCommand.class
        })
public final class Diptych {
    /// Base64 of a 4K image passes the 20 million characters that Jackson 2 allows by default.
    private static final int LONGEST_JSON_STRING = 200_000_000;

    private Diptych() {}

    /// Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
    public static void main(String[] args) {
        StreamReadConstraints.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder()
                .maxStringLength(LONGEST_JSON_STRING)
                .build());
        ParentWatch.begin();
        // Silent until a service says how it wants to log.
        LoggingSystem.get(Diptych.class.getClassLoader()).beforeInitialize();
        System.exit(commandLine().execute(args));
    }

    /// The command with its sub-commands, for tests too.
    static CommandLine commandLine() {
        return new CommandLine(new Diptych())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Diptych::explain);
    }

    private static int explain(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        switch (thrown) {
            case BadInputException expected -> {
                say(command, expected.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            case PolicyException expected -> {
                say(command, expected.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            case StackException expected -> say(command, expected.getMessage());
            case InfrastructureException expected -> say(command, expected.getMessage());
            case ProvisioningException expected -> say(command, expected.getMessage());
            case IllegalArgumentException expected -> say(command, expected.getMessage());
            default -> thrown.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(CommandLine command, @org.jspecify.annotations.Nullable String line) {
        command.getErr().println("diptych: " + line);
        command.getErr().flush();
    }
}
