package io.diptych.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of one PostgreSQL server.
record PostgresCluster(Path data, PostgresTools tools) {

    /// Whether `initdb` ran to its end here.
    boolean isInitialised() {
        return Files.exists(marker());
    }

    /// Makes an empty cluster, over the remains of an attempt that was cut off.
    void initialise(String user, String password, boolean durable) {
        Path passwordFile = data.resolveSibling("password");
        try {
            Trees.delete(data);
            Files.writeString(passwordFile, password + "\n");
            List<String> arguments = new ArrayList<>(List.of(
                    "-D",
                    data.toString(),
                    "-U",
                    user,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF-8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            if (!durable) {
                arguments.add("--no-sync");
            }
            tools.run("initdb", arguments);
            Files.createFile(marker());
        } catch (IOException failed) {
            throw new InfrastructureException("cannot make a database in " + data + ": " + failed, failed);
        } finally {
            deleteFile(passwordFile);
        }
    }

    /// Ends a server that a killed owner left behind, or forgets one that is gone. To be called by the owner of the
    /// data folder only: whatever server there is, nobody needs it.
    void endStrayServer() {
        if (!Files.exists(pidFile())) {
            return;
        }
        Optional<ProcessHandle> server = ProcessHandle.of(serverPid())
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (server.isPresent()) {
            tools.run("pg_ctl", List.of("-D", data.toString(), "-w", "-t", "20", "-m", "fast", "stop"));
        }
        deleteFile(pidFile());
    }

    /// The running server's main process.
    long serverPid() {
        try {
            return Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
        } catch (IOException | NumberFormatException unreadable) {
            throw new InfrastructureException("cannot read PostgreSQL's process id from " + pidFile(), unreadable);
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private Path marker() {
        return data.resolveSibling("initialised");
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new InfrastructureException("cannot delete " + file + ": " + stays, stays);
        }
    }
}
