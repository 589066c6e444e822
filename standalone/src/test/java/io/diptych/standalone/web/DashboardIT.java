package io.diptych.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diptych.standalone.demo.DemoListener;
import io.diptych.standalone.demo.DemoReport;
import io.diptych.standalone.demo.DemoRun;
import io.diptych.standalone.demo.Plan;
import io.diptych.standalone.demo.Sku;
import io.diptych.standalone.stack.ServiceKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dashboard as a person sees it, over a stack whose providers fail now and then.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {
    @RegisterExtension
    static final WebStack STACK = new WebStack();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int SKUS = 3;
    private static final DemoListener SILENT = new DemoListener() {
        @Override
        public void requested(int jobs) {}

        @Override
        public void progress(Progress progress) {}
    };

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable ChromeDriver window;

    @BeforeAll
    void start() throws Exception {
        // Blank is the first image only, for which there are better routes: nothing must wait for a person here.
        send("/simulator/faults", "POST", """
                [{"model": "gpt-image-2", "mode": "blank", "rate": 1, "times": 1},
                 {"mode": "server_error", "rate": 0.2, "times": 5}, {"mode": "cut", "rate": 0.5, "times": 2}]
                """);
        run("dual", "it-board");
        send("/simulator/faults", "DELETE", "");
        window = CHROMIUM.window(1280, 900);
        window.get(address("/dashboard/?last=PT1H").toString());
        await().atMost(SOON).until(() -> !text("#spend").equals("–"));
    }

    @AfterAll
    void stop() {
        http.close();
    }

    @Test
    @Order(1)
    void saysWhatTheLedgerSays() throws Exception {
        JsonNode ledger = json("/api/costs?by=model");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(exact("#spend"))
                        .isEqualTo(ledger.at("/total/amountMicros").asLong()));

        assertThat(exact("#held")).isEqualTo(ledger.at("/total/heldMicros").asLong());
        assertThat(ledger.get("groups").size()).isPositive();
        for (JsonNode group : ledger.get("groups")) {
            if (group.get("amountMicros").asLong() > 0) {
                String model = group.at("/dimensions/model").asString();
                assertThat(page().findElement(By.cssSelector("[data-key='model=" + model + "']"))
                                .getDomAttribute("data-micros"))
                        .isEqualTo(group.get("amountMicros").asString());
            }
        }
        assertThat(text("#spend")).startsWith("$");
        assertThat(text("#headline")).isNotEqualTo("Adding up …").isNotBlank();
        assertThat(all("#budgets li")).hasSize(2);
        assertThat(text("#budgets")).contains("demo-month", "soft limit");
    }

    @Test
    @Order(1)
    void saysHowEachRuleFares() throws Exception {
        JsonNode rules = json("/api/costs/breakdown?last=PT1H&by=rule").get("rows");

        assertThat(rules.size()).isPositive();
        for (JsonNode rule : rules) {
            String name = rule.at("/values/rule").asString();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(text("#routes [data-key='rule=" + name + "']"))
                            .startsWith(name + " " + rule.get("attempts").asString()));
        }
    }

    @Test
    @Order(2)
    void showsNewImagesWithoutBeingLoadedAnew() throws Exception {
        long before = exact("#accepted");
        page().executeScript("window.loadedOnce = true");

        DemoReport report = run("gpt", "it-live");

        await().atMost(SOON).untilAsserted(() -> assertThat(exact("#accepted")).isEqualTo(before + report.delivered()));
        assertThat(page().executeScript("return window.loadedOnce")).isEqualTo(true);
        assertThat(text("#live-text")).startsWith("live");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(exact("#spend"))
                        .isEqualTo(json("/api/costs").at("/total/amountMicros").asLong()));
    }

    @Test
    @Order(3)
    void leadsFromABarToItsAttemptsAndTheirImages() throws Exception {
        page().findElement(By.cssSelector("#breakdown .name")).click();

        await().atMost(SOON).until(() -> !all("#attempts li").isEmpty());
        await().atMost(SOON)
                .until(
                        () -> Boolean.TRUE.equals(
                                page().executeScript(
                                                "return [...document.querySelectorAll('#attempts img')].some(i => i.complete && i.naturalWidth > 0)")));
        assertThat(text("#attempts li .cost")).startsWith("$");
        int first = all("#attempts li").size();
        page().findElement(By.id("more")).click();
        await().atMost(SOON).until(() -> all("#attempts li").size() > first);
        page().executeScript("document.getElementById('drawer').scrollTop = 0");
        Chromium.keep(page(), "dashboard-drawer");
        all("#attempts button.pic").getFirst().click();
        await().atMost(SOON)
                .until(() -> Boolean.TRUE.equals(
                        page().executeScript("return document.getElementById('lightbox-image').naturalWidth > 500")));
        Chromium.keep(page(), "dashboard-image");
        new Actions(page()).sendKeys(Keys.ESCAPE).perform();
        new Actions(page()).sendKeys(Keys.ESCAPE).perform();
        await().atMost(SOON).until(() -> all("dialog[open]").isEmpty());
    }

    @Test
    @Order(4)
    void downloadsWhatIsShown() throws Exception {
        List<String> lines = get(link("#breakdown-csv")).body().lines().toList();

        assertThat(lines).hasSize(all("#breakdown tbody tr").size() + 1);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            WebElement row = page().findElement(By.cssSelector("[data-key='model=" + cells.getFirst() + "']"));
            assertThat(row.getDomAttribute("data-micros")).isEqualTo(cells.get(4));
            assertThat(row.getDomAttribute("data-accepted")).isEqualTo(cells.get(3));
        }
    }

    @Test
    @Order(5)
    void isUsedByKeyboardAlone() {
        WebElement by = page().findElement(By.id("by"));
        by.sendKeys("stage");
        await().atMost(SOON).until(() -> text("#breakdown-name").equals("stage"));
        by.sendKeys(Keys.TAB, Keys.ARROW_RIGHT);
        WebElement name = page().findElement(By.cssSelector("#breakdown .name"));
        name.sendKeys(Keys.ENTER);
        await().atMost(SOON).until(() -> !all("#attempts li").isEmpty());
        assertThat(text("#drawer-chips")).contains("stage");
        new Actions(page()).sendKeys(Keys.ESCAPE).perform();
        await().atMost(SOON).until(() -> all("dialog[open]").isEmpty());
        by.sendKeys("model");
        await().atMost(SOON).until(() -> text("#breakdown-name").equals("model"));
    }

    @Test
    @Order(6)
    void fitsBothWidthsInBothThemes() throws Exception {
        for (String theme : List.of("light", "dark")) {
            page().executeCdpCommand(
                            "Emulation.setEmulatedMedia",
                            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
            for (int width : List.of(1280, 390)) {
                page().executeCdpCommand(
                                "Emulation.setDeviceMetricsOverride",
                                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
                await().atMost(SOON)
                        .until(() -> Boolean.TRUE.equals(page().executeScript("return innerWidth === " + width
                                + " && document.documentElement.scrollWidth <= " + width)));
                full("dashboard-" + width + "-" + theme, width);
            }
        }
        page().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Test
    @Order(7)
    void saysSoWhereNothingIs() throws Exception {
        page().get(address("/dashboard/?last=PT1H&tenant=nobody").toString());

        await().atMost(SOON).until(() -> text("#headline").startsWith("Nothing was spent"));
        assertThat(text("#breakdown-empty")).contains("bin/diptych request");
        assertThat(text("#failures")).isEqualTo("No attempt failed.");
        await().atMost(SOON).until(() -> text("#holds").equals("Everything is known: no hold is open."));
        await().atMost(SOON).until(() -> text("#latencies").equals("Nothing was measured."));
        Chromium.keep(page(), "dashboard-empty");
    }

    @Test
    @Order(8)
    void breaksNoRuleOfItsOwnPolicy() {
        assertThat(page().manage().logs().get(LogType.BROWSER).getAll())
                .extracting(entry -> entry.getLevel() + " " + entry.getMessage())
                .isEmpty();
    }

    private DemoReport run(String plan, String campaign) throws IOException, InterruptedException {
        return new DemoRun(STACK.addresses(), Plan.named(plan), Sku.first(SKUS), campaign)
                .run(SILENT, 0, () -> 0, null);
    }

    private ChromeDriver page() {
        return Objects.requireNonNull(window);
    }

    private String text(String selector) {
        return page().findElement(By.cssSelector(selector)).getText();
    }

    private List<WebElement> all(String selector) {
        return page().findElements(By.cssSelector(selector));
    }

    private long exact(String selector) {
        String value = page().findElement(By.cssSelector(selector)).getDomAttribute("data-exact");
        return value == null ? -1 : Long.parseLong(value);
    }

    private String link(String selector) {
        return Objects.requireNonNull(
                page().findElement(By.cssSelector(selector)).getDomProperty("href"));
    }

    private void full(String name, int width) throws IOException {
        Object height = Objects.requireNonNull(page().executeScript("return document.documentElement.scrollHeight"));
        Map<String, Object> shot = page().executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of(
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        Path file = Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
        Files.write(file, Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    }

    private URI address(String path) {
        return STACK.addresses().service(ServiceKind.COST).resolve(path);
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(address(path).toString()).body());
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void send(String path, String method, String json) throws IOException, InterruptedException {
        URI simulator = Objects.requireNonNull(STACK.addresses().simulator());
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(simulator.resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isLessThan(300);
    }
}
