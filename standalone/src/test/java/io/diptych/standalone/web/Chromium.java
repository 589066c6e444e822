package io.diptych.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// Debian's headless Chromium, driven by its own driver: nothing is downloaded. Every window is a browser of
/// its own, with an empty profile, as two people at two machines have; all are closed after the class.
final class Chromium implements AfterAllCallback {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final List<ChromeDriver> windows = new ArrayList<>();

    /// A new browser whose page is `width` × `height` CSS pixels.
    ChromeDriver window(int width, int height) {
        assertThat(BROWSER)
                .as("Debian packages chromium and chromium-driver; .ci/run installs them")
                .exists();
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        var window = new ChromeDriver(service, options);
        windows.add(window);
        window.manage().window().setSize(new Dimension(width, height));
        return window;
    }

    /// Keeps what the window shows as `target/screenshots/<name>.png`, to be looked at.
    static void keep(ChromeDriver window, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(folder.resolve(name + ".png"), window.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        windows.forEach(ChromeDriver::quit);
        windows.clear();
    }
}
