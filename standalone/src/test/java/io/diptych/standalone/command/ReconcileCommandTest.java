package io.diptych.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.diptych.standalone.stack.RunFile;
import io.diptych.standalone.stack.StackAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command beside a cost-service that says what it is told to say.
class ReconcileCommandTest {
    private static final String DIFFERENCE = """
            {"kind": "%s", "subject": "a#0.1", "model": "gpt-image-2", "day": "2026-11-20", "ledgerMicros": 32000,
             "invoiceMicros": 33000, "explanation": "why", "explained": %s, "canBeSettled": true}
            """;
    private static final String ANSWER = """
            {"invoice": "i", "lines": 1, "matched": 0, "ledgerMicros": 32000, "invoiceMicros": 33000, "unexplained": %d,
             "unexplainedMicros": %d, "settled": 0, "differences": [%s], "drifts": []}
            """;

    private final List<String> asked = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private HttpServer cost;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        cost = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cost.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        cost.start();
        URI address = URI.create("http://127.0.0.1:" + cost.getAddress().getPort());
        new RunFile(folder)
                .write(new StackAddresses(
                        ProcessHandle.current().pid(),
                        "127.0.0.1:1",
                        address,
                        null,
                        "official",
                        Map.of("cost-service", address),
                        Map.of(),
                        Map.of()));
        Files.writeString(folder.resolve("invoice.csv"), "at\n");
    }

    @AfterEach
    void stop() {
        cost.stop(0);
    }

    @Test
    void endsWellWhereEveryDifferenceIsExplained() {
        answer = ANSWER.formatted(0, 0, DIFFERENCE.formatted("REPRICED", true));

        CommandRun run = reconcile("--apply");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("unexplained 0.000000 USD, 0 of 1 differences");
        assertThat(asked).singleElement().asString().contains("apply=true").contains("accept=false");
    }

    @Test
    void endsWithOneAndSaysHowMuchWhereOneIsNot() {
        answer = ANSWER.formatted(1, 1_000, DIFFERENCE.formatted("UNEXPLAINED", false));

        CommandRun run = reconcile("--apply", "--accept-unexplained");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("UNEXPLAINED").contains("unexplained 0.001000 USD, 1 of 1 differences");
        assertThat(asked).singleElement().asString().contains("accept=true");
    }

    private CommandRun reconcile(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "reconcile",
                "--data",
                folder.toString(),
                "--invoice",
                folder.resolve("invoice.csv").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
