package io.diptych.standalone.command;

import picocli.CommandLine.Command;

/// What can be asked of quality control.
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows how often the image checks are wrong, calibrates them, gives old verdicts again.",
        subcommands = {QualityMatrixCommand.class, QualityCalibrateCommand.class, QualityRecheckCommand.class})
final class QualityCommand {}
