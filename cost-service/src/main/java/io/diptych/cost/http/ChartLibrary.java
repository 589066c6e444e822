package io.diptych.cost.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The charting library of the dashboard, as it is on the class path.
final class ChartLibrary {
    private static final String ABOUT = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

    private ChartLibrary() {}

    /// Its version, which is part of its folder's name.
    static String version() {
        try (InputStream about = ChartLibrary.class.getResourceAsStream(ABOUT)) {
            if (about == null) {
                throw new IllegalStateException(
                        ABOUT + " is not on the class path: org.webjars.npm:chart.js is missing");
            }
            Properties properties = new Properties();
            properties.load(about);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
