package io.diptych.standalone.command;

import picocli.CommandLine.Command;

/// What can be done with policies.
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, checks, compares and publishes routing policies.",
        subcommands = {
            PolicyListCommand.class,
            PolicyValidateCommand.class,
            PolicyDiffCommand.class,
            PolicyCompareCommand.class,
            PolicyPublishCommand.class
        })
final class PolicyCommand {}
