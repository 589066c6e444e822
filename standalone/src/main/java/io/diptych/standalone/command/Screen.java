package io.diptych.standalone.command;

import io.diptych.standalone.stack.StackListener;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// Where a command speaks: text on standard output, or, with `--json`, one object there and text on standard error.
final class Screen {
    private final boolean json;
    private final PrintStream text;

    Screen(boolean json) {
        this.json = json;
        this.text = json ? System.err : System.out;
    }

    /// Whether the text goes to a person's terminal rather than to a file or pipe.
    @SuppressWarnings("SystemConsoleNull") // The JDK may be told to have none.
    boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !json;
    }

    PrintStream text() {
        return text;
    }

    @SuppressWarnings("AnnotateFormatMethod") // Some rows have as many columns as were asked for.
    void line(String format, Object... values) {
        text.println(String.format(Locale.ROOT, format, values));
    }

    /// Prints the command's result as one line of JSON; nothing without `--json`.
    void result(Object value) {
        text.flush();
        if (json) {
            System.out.println(JsonMapper.shared().writeValueAsString(value));
        }
    }

    /// Says how a stack comes up.
    StackListener stackListener() {
        return (part, took) -> {
            synchronized (text) {
                line("  %-20s ready in %.1f s", part, seconds(took));
            }
        };
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
