package io.diptych.standalone.command;

import io.diptych.standalone.stack.RunFile;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that says where a stack keeps its data, which is also how another command finds it.
final class DataFolder {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:DIPTYCH_DATA:-.diptych}",
            description = "Folder of the stack's data (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".diptych");

    Path folder() {
        return folder.toAbsolutePath();
    }

    /// Where the running stack is.
    ///
    /// @throws StackException when none runs over this folder
    StackAddresses running() {
        return new RunFile(folder())
                .read()
                .orElseThrow(
                        () -> new StackException("nothing runs over " + folder() + "; start it with `bin/diptych up`"));
    }
}
