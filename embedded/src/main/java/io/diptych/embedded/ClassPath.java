package io.diptych.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds jars of this process by their file names, so that a child gets the few it needs. It looks at what the class
/// loader sees rather than at `java.class.path`, which may be one jar that only lists others.
final class ClassPath {

    /// What `org.apache.kafka:kafka_2.13` needs at run time, and the log backend.
    private static final List<String> BROKER_JARS = List.of(
            "kafka_2.13-",
            "kafka-",
            "scala-library-",
            "scala-reflect-",
            "scala-logging_",
            "zstd-jni-",
            "lz4-java-",
            "snappy-java-",
            "pcollections-",
            "HdrHistogram-",
            "hash4j-",
            "caffeine-",
            "argparse4j-",
            "commons-",
            "jackson-annotations-",
            "jackson-core-2",
            "jackson-databind-2",
            "jackson-dataformat-csv-2",
            "jackson-dataformat-yaml-2",
            "jackson-datatype-jdk8-2",
            "snakeyaml-",
            "jopt-simple-",
            "jose4j-",
            "metrics-core-2",
            "re2j-",
            "slf4j-api-",
            "log4j-api-",
            "logback-");

    private ClassPath() {}

    /// Class path of the broker, our own classes first.
    static String ofBroker() {
        Set<Path> entries = new LinkedHashSet<>();
        entries.add(ownClasses());
        entries.addAll(jars().stream().filter(ClassPath::isForBroker).toList());
        return String.join(
                File.pathSeparator, entries.stream().map(Path::toString).toList());
    }

    /// The jar or folder this module's classes are in.
    static Path ownClasses() {
        try {
            URL location = ClassPath.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(location.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isForBroker(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return BROKER_JARS.stream().anyMatch(name::startsWith);
    }

    private static List<Path> jars() {
        try {
            List<Path> jars = new ArrayList<>();
            for (URL manifest :
                    Collections.list(ClassPath.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                String place = manifest.getPath();
                int end = place.indexOf("!/");
                if (manifest.getProtocol().equals("jar") && place.startsWith("file:") && end > 0) {
                    jars.add(Path.of(URI.create(place.substring(0, end))));
                }
            }
            return jars;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
