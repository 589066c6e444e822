package io.diptych.embedded;

import io.diptych.embedded.child.RegistryProcess;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Apicurio Registry in a JVM of its own, over H2: in memory, or in a file where data is kept.
final class Registry {

    private static final String HEAP = "-Xmx160m";

    private Registry() {}

    static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    static RunningPart start(Launch launch) {
        DataFolder folder = launch.folder();
        Path program = launch.programs()
                .unpacked(
                        "apicurio-registry-" + Versions.ofThisBuild().registry(),
                        () -> Resources.open("apicurio-registry.tar.gz"),
                        () -> launch.listener().unpacking(Part.REGISTRY));
        List<String> command = launch.java()
                .with(HEAP)
                .with(JavaCommand.QUICK_COMPILER)
                .with("java.util.logging.manager", "org.jboss.logmanager.LogManager")
                .with("quarkus.http.host", "127.0.0.1")
                .with("quarkus.http.port", launch.port())
                .with("quarkus.management.host", "127.0.0.1")
                .with("quarkus.management.port", 0)
                .with("quarkus.http.access-log.enabled", false)
                .with("quarkus.log.category.\"io.apicurio\".level", "WARN")
                .with("apicurio.storage.kind", "sql")
                .with("apicurio.storage.sql.kind", "h2")
                .with("apicurio.datasource.url", database(folder))
                .with("apicurio.datasource.jdbc.initial-size", 2)
                .with("apicurio.datasource.jdbc.min-size", 2)
                .with("apicurio.datasource.jdbc.max-size", 20)
                .with("apicurio.storage.snapshot.location", folder.temporary(Part.REGISTRY))
                .with("apicurio.import.work-dir", folder.temporary(Part.REGISTRY))
                .with("apicurio.rest.artifact.deletion.enabled", true)
                .main(
                        program.resolve("quarkus-run.jar") + File.pathSeparator + ClassPath.ownClasses(),
                        RegistryProcess.class,
                        url(launch.port()) + "/apis/ccompat/v7/subjects");
        var child = ChildProcess.start(Part.REGISTRY, command, folder);
        return RunningPart.Child.whenReady(launch, child);
    }

    private static String database(DataFolder folder) {
        return folder.isKept()
                ? "jdbc:h2:file:" + folder.of(Part.REGISTRY).resolve("registry") + ";DB_CLOSE_ON_EXIT=FALSE"
                : "jdbc:h2:mem:registry;DB_CLOSE_DELAY=-1";
    }
}
