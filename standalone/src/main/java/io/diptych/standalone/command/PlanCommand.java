package io.diptych.standalone.command;

import picocli.CommandLine.Command;

/// What can be done with plans.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Prices projects under plans.",
        subcommands = PlanCompareCommand.class)
final class PlanCommand {}
