package io.diptych.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A shell that sleeps until this process closes its standard input or dies, then waits for the servers to end and
/// deletes a throw-away folder. It costs a megabyte, and no kill of ours can make it forget.
final class Janitor {

    private static final String SCRIPT = """
            trap '' INT HUP
            cat >/dev/null
            for file in "$1"/run/*.pid; do
                [ -f "$file" ] || continue
                read -r pid since <"$file"
                tries=0
                while kill -0 "$pid" 2>/dev/null && [ $tries -lt 150 ]; do
                    sleep 0.1
                    tries=$((tries + 1))
                done
            done
            rm -rf "$1"
            """;

    private final Process shell;

    private Janitor(Process shell) {
        this.shell = shell;
    }

    static Janitor watching(Path folder) throws IOException {
        return new Janitor(new ProcessBuilder("/bin/sh", "-c", SCRIPT, "diptych-janitor", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// Has the folder deleted and waits until it is gone.
    void cleanUp() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(20, TimeUnit.SECONDS);
        } catch (IOException alreadyGone) {
            // its end is what we want
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
