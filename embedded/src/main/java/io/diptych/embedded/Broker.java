package io.diptych.embedded;

import io.diptych.embedded.child.BrokerProcess;
import java.util.List;

/// Apache Kafka as one KRaft node in a JVM of its own.
final class Broker {

    private static final String HEAP = "-Xmx384m";

    private Broker() {}

    static RunningPart start(Launch launch) {
        DataFolder folder = launch.folder();
        var settings = new BrokerSettings(
                launch.port(), launch.ports().free(), folder.of(Part.BROKER).resolve("logs"));
        JavaCommand java = launch.java().with(HEAP);
        if (!launch.longRunning()) {
            java.with(JavaCommand.QUICK_COMPILER);
        }
        List<String> command = java.with("logback.configurationFile", "io/diptych/embedded/broker-logback.xml")
                .with("log4j2.StatusLogger.level", "OFF")
                .main(
                        ClassPath.ofBroker(),
                        BrokerProcess.class,
                        settings.writeTo(folder.of(Part.BROKER).resolve("server.properties")));
        var child = ChildProcess.start(Part.BROKER, command, folder);
        return RunningPart.Child.whenReady(launch, child);
    }
}
