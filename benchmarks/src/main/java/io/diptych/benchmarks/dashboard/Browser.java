package io.diptych.benchmarks.dashboard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real, headless Chromium with an empty profile, which loads a page once.
final class Browser {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final long PATIENCE_SECONDS = 60;
    private static final long PAGE_MILLIS = 6_000;

    private Browser() {}

    /// Whether there is one on this machine.
    static boolean isThere() {
        return Files.isExecutable(CHROMIUM);
    }

    /// Loads the dashboard.
    ///
    /// @return what the page measured, in milliseconds since its address was asked for
    static Load load(URI page) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("diptych-bench-browser");
        Path output = Files.createTempFile("diptych-bench-page", ".html");
        Process browser = new ProcessBuilder(List.of(
                        CHROMIUM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--timeout=" + PAGE_MILLIS,
                        "--dump-dom",
                        page.toString()))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Chromium did not end within " + PATIENCE_SECONDS + " s");
            }
            String dom = Files.readString(output);
            return new Load(number(dom, "data-first-paint"), number(dom, "data-figures-shown"));
        } finally {
            browser.destroyForcibly();
            Files.deleteIfExists(output);
            delete(profile);
        }
    }

    private static OptionalLong number(String dom, String attribute) {
        Matcher found = Pattern.compile(attribute + "=\"(\\d+)\"").matcher(dom);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
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

    /// What a page measured.
    ///
    /// @param firstPaintMillis   until something was seen
    /// @param figuresShownMillis until the figures were there
    record Load(OptionalLong firstPaintMillis, OptionalLong figuresShownMillis) {}
}
