package io.diptych.benchmarks.dashboard;

import io.diptych.benchmarks.Quantiles;
import io.diptych.cost.CostApplication;
import io.diptych.cost.ledger.LedgerDatabase;
import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.EmbeddedOptions;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.postgres.PostgresProperties;
import io.diptych.platform.service.DiptychService;
import io.diptych.standalone.bench.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/// How fast the dashboard is over a large ledger: its first paint in a real browser, and the way from a bar to its
/// attempts. The database is filled beforehand; there is no broker, so that nothing else is measured.
public final class DashboardBenchmark implements Benchmark {
    private static final long QUICK = 300_000;
    /// Five million postings: one attempt in twenty is neither charged nor held. `-Ddiptych.bench.attempts` says
    /// otherwise.
    private static final long FULL = 5_260_000;
    private static final int LOADS = 5;
    private static final int QUESTIONS = 20;
    private static final double PAINT_GOAL_MILLIS = 1_000;
    private static final double DRILL_GOAL_MILLIS = 300;

    private static final Map<String, String> BARS = bars();

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public String description() {
        return "first paint and drill-down of the dashboard over five million postings";
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        Path folder = Files.createTempDirectory("diptych-bench-dashboard");
        try (EmbeddedInfrastructure parts = EmbeddedInfrastructure.start(
                EmbeddedOptions.throwAway().runningLong().withParts(Part.POSTGRES))) {
            long begin = System.nanoTime();
            long postings =
                    fill(parts.postgres(), folder, quick ? QUICK : Long.getLong("diptych.bench.attempts", FULL));
            text.printf(Locale.ROOT, "%,d postings filled in %.0f s%n", postings, (System.nanoTime() - begin) / 1e9);
            try (ConfigurableApplicationContext service = start(parts.postgres(), folder)) {
                Map<String, Object> figures = measure(
                        URI.create("http://127.0.0.1:"
                                + service.getEnvironment().getRequiredProperty("local.server.port")),
                        text);
                figures.put("postings", postings);
                return figures;
            }
        } finally {
            delete(folder);
        }
    }

    private static long fill(JdbcAddress postgres, Path folder, long attempts) throws Exception {
        try (LedgerDatabase database =
                new LedgerDatabase(new PostgresProperties(postgres.url(), postgres.user(), postgres.password()))) {
            database.migrate();
            try (var connection = database.connections().getConnection()) {
                return new LargeLedger(connection, AssetStores.open(folder.toUri(), null, "none")).fill(attempts);
            }
        }
    }

    private static ConfigurableApplicationContext start(JdbcAddress postgres, Path folder) {
        return DiptychService.start(
                "cost-service",
                CostApplication.class,
                Map.of(),
                "--diptych.kafka.bootstrap=127.0.0.1:1",
                "--diptych.registry.url=http://127.0.0.1:1",
                "--diptych.postgres.url=" + postgres.url(),
                "--diptych.postgres.user=" + postgres.user(),
                "--diptych.postgres.password=" + postgres.password(),
                "--diptych.assets.root=" + folder.toUri(),
                "--diptych.state-dir=" + folder.resolve("state"),
                "--server.port=" + Integer.getInteger("diptych.bench.port", 0),
                "--logging.level.root=ERROR");
    }

    private static Map<String, Object> measure(URI service, PrintStream text) throws Exception {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            paint(service, text, figures);
            Map<String, Object> answers = new LinkedHashMap<>();
            for (String last : List.of("PT1H", "P1D", "P7D", "P30D")) {
                report("overview " + last, ask(http, service, "overview?last=" + last, 3), text, answers);
                report(
                        "overview " + last + " of a tenant",
                        ask(http, service, "overview?last=" + last + "&tenant=tenant-07", 3),
                        text,
                        answers);
            }
            for (String by : List.of("stage", "campaign", "rule", "template", "sku")) {
                report(
                        "breakdown by " + by,
                        ask(http, service, "breakdown?last=P30D&limit=20&by=" + by, 3),
                        text,
                        answers);
            }
            report("latencies", ask(http, service, "latencies?last=P30D", 3), text, answers);
            report("holds", ask(http, service, "holds?limit=8", 3), text, answers);
            List<Long> drills = new ArrayList<>();
            for (Map.Entry<String, String> bar : BARS.entrySet()) {
                List<Long> nanos = ask(http, service, "drilldown?limit=24&" + bar.getValue(), QUESTIONS);
                drills.addAll(nanos);
                report("drill-down: " + bar.getKey(), nanos, text, answers);
            }
            report(
                    "image",
                    ask(http, service, "image?attempt=bench-000000009%230.1&width=160", QUESTIONS),
                    text,
                    answers);
            figures.put("answers", answers);
            Quantiles drill = Quantiles.ofNanos(drills);
            figures.put("drillDownP50Millis", drill.p50());
            figures.put("drillDownP99Millis", drill.p99());
            goal(text, "drill-down, p99 of all", drill.p99(), DRILL_GOAL_MILLIS);
        }
        figures.put("peers", Map.of());
        return figures;
    }

    private static void paint(URI service, PrintStream text, Map<String, Object> figures) throws Exception {
        if (!Browser.isThere()) {
            text.println("no Chromium on this machine: first paint is not measured");
            return;
        }
        List<Long> paints = new ArrayList<>();
        List<Long> shown = new ArrayList<>();
        for (int i = 0; i < LOADS; i++) {
            Browser.Load load = Browser.load(service.resolve("/dashboard/?last=P30D&tenant=tenant-0" + (i + 1)));
            paints.add(TimeUnit.MILLISECONDS.toNanos(load.firstPaintMillis()));
            shown.add(TimeUnit.MILLISECONDS.toNanos(load.figuresShownMillis()));
        }
        Quantiles paint = Quantiles.ofNanos(paints);
        Quantiles figuresShown = Quantiles.ofNanos(shown);
        figures.put("firstPaintMillis", paint.p50());
        figures.put("figuresShownMillis", figuresShown.p50());
        goal(text, "first paint, median of " + paints.size() + " empty browsers", paint.p50(), PAINT_GOAL_MILLIS);
        goal(text, "figures shown, likewise", figuresShown.p50(), PAINT_GOAL_MILLIS);
    }

    private static void goal(PrintStream text, String what, double millis, double goal) {
        text.printf(
                Locale.ROOT,
                "%-44s %7.0f ms   goal %.0f ms: %s%n",
                what,
                millis,
                goal,
                millis <= goal ? "met" : "MISSED");
    }

    private static void report(String what, List<Long> nanos, PrintStream text, Map<String, Object> answers) {
        Quantiles taken = Quantiles.ofNanos(nanos);
        text.printf(
                Locale.ROOT,
                "%-44s first %7.1f   p50 %7.1f   p99 %7.1f ms%n",
                what,
                nanos.getFirst() / 1e6,
                taken.p50(),
                taken.p99());
        answers.put(
                what,
                Map.of("firstMillis", nanos.getFirst() / 1e6, "p50Millis", taken.p50(), "p99Millis", taken.p99()));
    }

    private static List<Long> ask(HttpClient http, URI service, String question, int times)
            throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(service.resolve("/api/costs/" + question))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            nanos.add(System.nanoTime() - begin);
            if (answer.statusCode() != 200) {
                throw new IOException(question + " was answered " + answer.statusCode());
            }
        }
        return nanos;
    }

    private static Map<String, String> bars() {
        Map<String, String> bars = new LinkedHashMap<>();
        bars.put("everything", "last=P30D");
        bars.put("a model", "last=P30D&model=gpt-image-2");
        bars.put("a model's rework", "last=P30D&model=gpt-image-2&rework=true");
        bars.put("what was never accepted", "last=P30D&accepted=false&model=gpt-image-2");
        bars.put("one failure of one tenant", "last=P30D&tenant=tenant-07&failure=CONTENT_REFUSED");
        bars.put("a rare kind", "last=P30D&tenant=tenant-20&template=scene@6&billing=UNKNOWN");
        bars.put("an article", "last=P30D&sku=SKU-00042");
        bars.put("a rule long ago", "from=2000-01-01&rule=drafts&after=2026-01-01T00:00:00Z%20x");
        bars.put("an hour", "last=PT1H&stage=DRAFT");
        return bars;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (var walk = Files.walk(folder)) {
            walk.forEach(all::addFirst);
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
