package io.diptych.benchmarks.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real, headless Chromium with an empty profile, driven by its own DevTools, which loads a page once.
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://(\\S+?)/");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final String MEASURED = "JSON.stringify({paint: document.documentElement.dataset.firstPaint,"
            + " shown: document.documentElement.dataset.figuresShown})";

    private final Path profile;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Browser() throws IOException {
        profile = Files.createTempDirectory("diptych-bench-browser");
        process = new ProcessBuilder(List.of(
                        CHROMIUM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank"))
                .redirectErrorStream(true)
                .start();
    }

    /// Whether there is one on this machine.
    static boolean isThere() {
        return Files.isExecutable(CHROMIUM);
    }

    /// Loads the dashboard in a browser of its own.
    ///
    /// @return what the page measured, in milliseconds since its address was asked for
    /// @throws IOException when the page did not measure anything within a minute
    static Load load(URI page) throws IOException, InterruptedException {
        try (Browser browser = new Browser()) {
            return browser.open(page);
        }
    }

    private Load open(URI page) throws IOException, InterruptedException {
        try (DevTools tools = DevTools.of(http, tab(address()))) {
            JsonNode gone = tools.call("Page.navigate", "url", page.toString());
            if (gone.has("error") || gone.at("/result").has("errorText")) {
                throw new IOException("Chromium cannot open " + page + ": " + gone);
            }
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < PATIENCE.toNanos()) {
                JsonNode measured = JsonMapper.shared()
                        .readTree(tools.call("Runtime.evaluate", "expression", MEASURED)
                                .at("/result/result/value")
                                .asString("{}"));
                if (measured.has("paint") && measured.has("shown")) {
                    return new Load(
                            Long.parseLong(measured.get("paint").asString()),
                            Long.parseLong(measured.get("shown").asString()));
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
        throw new IOException("the page has shown no figures after " + PATIENCE);
    }

    /// Host and port of the DevTools, which Chromium tells on its output.
    private String address() throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                Thread _ = Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return found.group(1);
            }
        }
        throw new IOException("Chromium ended before it could be driven");
    }

    private URI tab(String address) throws IOException, InterruptedException {
        String tabs = http.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode tab : JsonMapper.shared().readTree(tabs)) {
            if (tab.path("type").asString().equals("page")) {
                return URI.create(tab.get("webSocketDebuggerUrl").asString());
            }
        }
        throw new IOException("Chromium has no page: " + tabs);
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        delete();
    }

    private void delete() throws IOException {
        List<Path> all = new ArrayList<>();
        try (var walk = Files.walk(profile)) {
            walk.forEach(all::addFirst);
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    /// What a page measured.
    ///
    /// @param firstPaintMillis   until something was seen
    /// @param figuresShownMillis until the figures were there
    record Load(long firstPaintMillis, long figuresShownMillis) {}
}
