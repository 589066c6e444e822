package io.diptych.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The command line tools `initdb` and `pg_ctl`.
///
/// @param bin    the folder they are in
/// @param prefix what comes before each command: PostgreSQL refuses to run as root, so root runs it in a user
///               namespace in which it is nobody
record PostgresTools(Path bin, List<String> prefix) {

    PostgresTools {
        prefix = List.copyOf(prefix);
    }

    static PostgresTools in(Path program) {
        return new PostgresTools(
                program.resolve("bin"), LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
    }

    /// The operating system in the words of the packed binaries.
    static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
    }

    /// The processor in the words of the packed binaries.
    static String machine() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> system().equals("Darwin") ? "x86_64" : "arm_64";
            default ->
                throw new InfrastructureException("no PostgreSQL is packed for the processor " + architecture
                        + ": run Diptych on amd64 or aarch64");
        };
    }

    List<String> command(String tool) {
        List<String> words = new ArrayList<>(prefix);
        words.add(bin.resolve(tool).toString());
        return words;
    }

    /// Runs a tool to its end, and refuses an exit code other than 0.
    void run(String tool, List<String> arguments) {
        List<String> words = command(tool);
        words.addAll(arguments);
        try {
            var builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new InfrastructureException("PostgreSQL's " + tool + " failed: " + said);
            }
        } catch (IOException failed) {
            throw new InfrastructureException("cannot run PostgreSQL's " + tool + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while PostgreSQL's " + tool + " ran", interrupted);
        }
    }
}
