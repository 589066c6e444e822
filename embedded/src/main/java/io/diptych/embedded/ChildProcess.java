package io.diptych.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server in a process of its own that ends when its standard input does: because we close it, or because this
/// process is gone, even by `kill -9`. A Ctrl-C at the terminal reaches only us, so that we decide when it ends.
final class ChildProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Part part;
    private final Process process;
    private final ChildLog log;

    private ChildProcess(Part part, Process process, ChildLog log) {
        this.part = part;
        this.process = process;
        this.log = log;
    }

    /// Runs a command whose output goes to the part's log and says [io.diptych.embedded.child.Parent#READY_LINE] once
    /// it is ready.
    static ChildProcess start(Part part, List<String> command, DataFolder folder) {
        List<String> shielded = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        shielded.addAll(command);
        var builder =
                new ProcessBuilder(shielded).directory(folder.root().toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(ChildProcess::couldReconfigureIt);
        try {
            Process process = builder.start();
            PidFile.at(folder.pidFile(part)).write(process.toHandle());
            var log = new ChildLog(folder.log(part));
            log.follow(process);
            return new ChildProcess(part, process, log);
        } catch (IOException failed) {
            throw new InfrastructureException("cannot start " + part.title() + ": " + failed, failed);
        }
    }

    private static boolean couldReconfigureIt(String variable) {
        return List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
                        .contains(variable)
                || List.of("QUARKUS_", "APICURIO_", "PG").stream().anyMatch(variable::startsWith);
    }

    /// Waits for the ready line; if it does not come, ends the child and says how its log ends.
    void awaitReady() {
        try {
            awaitReadyLine();
        } catch (InfrastructureException notReady) {
            stop();
            throw notReady;
        }
    }

    private void awaitReadyLine() {
        try {
            if (!log.ready().get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InfrastructureException(part.title() + " ended with exit code " + process.waitFor()
                        + " before it was ready; its log " + log.file() + " ends with: " + log.lastLines());
            }
        } catch (TimeoutException late) {
            throw new InfrastructureException(
                    part.title() + " was not ready within " + START_LIMIT.toSeconds() + " s; its log " + log.file()
                            + " ends with: " + log.lastLines(),
                    late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while " + part.title() + " started", interrupted);
        }
    }

    long pid() {
        return process.pid();
    }

    /// Ends the child: it is asked to and given time.
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // waiting for it below is all that is left to do
        }
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
