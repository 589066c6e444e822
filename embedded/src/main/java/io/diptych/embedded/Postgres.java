package io.diptych.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PostgreSQL 18 with the database `diptych`, owned by the user `diptych` whose password is `diptych`.
///
/// A shell stands between us and the server: it starts the server, waits for the end of its standard input, and stops
/// the server. The server itself is in a session of its own, out of reach of a Ctrl-C.
final class Postgres {

    private static final String NAME = "diptych";

    private static final String SCRIPT = """
            data=$1; log=$2; mode=$3; settings=$4; shift 4
            "$@" -D "$data" -w -t 60 -l "$log" -o "$settings" start >/dev/null || { tail -n 3 "$log"; exit 1; }
            echo 'diptych: ready'
            cat >/dev/null
            "$@" -D "$data" -w -t 15 -m "$mode" stop >/dev/null
            """;

    private Postgres() {}

    static JdbcAddress address(int port) {
        return new JdbcAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, NAME, NAME);
    }

    static RunningPart start(Launch launch) {
        DataFolder folder = launch.folder();
        Path data = folder.of(Part.POSTGRES).resolve("data");
        var cluster = new PostgresCluster(data, tools(launch));
        if (!cluster.isInitialised()) {
            cluster.initialise(NAME, NAME, folder.isKept());
        }
        cluster.endStrayServer();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "diptych-postgres"));
        command.addAll(List.of(
                data.toString(),
                folder.log(Part.POSTGRES).resolveSibling("postgres-server.log").toString(),
                folder.isKept() ? "fast" : "immediate",
                settings(launch)));
        command.addAll(cluster.tools().command("pg_ctl"));
        var child = ChildProcess.start(Part.POSTGRES, command, folder);
        child.awaitReady();
        try {
            createDatabase(launch.port());
            return new Running(launch.port(), cluster.serverPid(), child);
        } catch (InfrastructureException unusable) {
            child.stop();
            throw unusable;
        }
    }

    private static PostgresTools tools(Launch launch) {
        String machine = PostgresTools.machine();
        Path program = launch.programs()
                .unpacked(
                        "postgres-" + Versions.ofThisBuild().postgres() + "-" + machine,
                        () -> DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(PostgresTools.system(), machine),
                        () -> launch.listener().unpacking(Part.POSTGRES));
        return PostgresTools.in(program);
    }

    private static String settings(Launch launch) {
        Map<String, Object> durability = launch.folder().isKept()
                ? Map.of()
                : Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");
        Map<String, Object> common = Map.of(
                "port", launch.port(),
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", 100,
                "shared_buffers", "16MB",
                "io_method", "sync",
                "jit", "off",
                "wal_level", "minimal",
                "max_wal_senders", 0);
        var words = new StringBuilder();
        durability.forEach(
                (name, value) -> words.append(" -c ").append(name).append('=').append(value));
        common.forEach((name, value) ->
                words.append(" -c ").append(name).append("='").append(value).append('\''));
        return words.toString();
    }

    private static void createDatabase(int port) {
        String maintenance = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(maintenance, NAME, NAME);
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + NAME);
        } catch (SQLException failed) {
            throw new InfrastructureException("PostgreSQL runs but refuses us: " + failed.getMessage(), failed);
        }
    }

    private record Running(int port, long pid, ChildProcess shell) implements RunningPart {
        @Override
        public void stop() {
            shell.stop();
            ProcessHandle.of(pid).ifPresent(server -> Processes.awaitEnd(server, Duration.ofSeconds(5)));
        }
    }
}
