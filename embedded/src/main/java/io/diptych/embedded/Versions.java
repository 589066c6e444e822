package io.diptych.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The versions of the packed programs, written by the build.
record Versions(String registry, String postgres) {

    static Versions ofThisBuild() {
        try (InputStream in = Resources.open("versions.properties")) {
            var properties = new Properties();
            properties.load(in);
            return new Versions(properties.getProperty("registry"), properties.getProperty("postgres"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
