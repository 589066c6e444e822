package io.diptych.standalone.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A command as a person runs it, in this process.
///
/// @param exit exit code
/// @param out  standard output
/// @param err  what the command says on standard error about itself
public record CommandRun(int exit, String out, String err) {
    /// The example requests of the documentation.
    public static final Path EXAMPLES = Path.of("..", "docs", "examples", "requests");

    public static CommandRun of(String... arguments) {
        return withInput("", arguments);
    }

    public static CommandRun withInput(String input, String... arguments) {
        PrintStream screen = System.out;
        InputStream keyboard = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            CommandLine command = Diptych.commandLine();
            command.setErr(new PrintWriter(errors));
            int exit = command.execute(arguments);
            return new CommandRun(exit, printed.toString(StandardCharsets.UTF_8), errors.toString());
        } finally {
            System.setOut(screen);
            System.setIn(keyboard);
        }
    }

    /// The one object that `--json` prints.
    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
