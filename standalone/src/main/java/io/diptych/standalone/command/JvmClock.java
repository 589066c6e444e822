package io.diptych.standalone.command;

import java.lang.management.ManagementFactory;

/// Time since this JVM was started, its own start-up included.
final class JvmClock {
    private JvmClock() {}

    static double secondsSinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
    }
}
