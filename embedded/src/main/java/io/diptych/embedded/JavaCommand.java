package io.diptych.embedded;

import io.diptych.embedded.child.Parent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a child JVM: small, quick to start, and dead rather than crippled when it runs out of memory.
final class JavaCommand {
    /// Half the CPU until a server is ready, and less speed once it runs for long.
    static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private final List<String> words = new ArrayList<>();

    private JavaCommand() {}

    static JavaCommand of(Path javaHome, Part part, DataFolder folder) {
        Path java = javaHome.resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            throw new InfrastructureException("no Java runtime for " + part.title() + ": " + java
                    + " is missing or not executable: run Diptych with a complete JDK 25");
        }
        return new JavaCommand()
                .with(java.toString())
                .with("-XX:+UseSerialGC")
                .with("-XX:-UsePerfData")
                .with("-XX:+ExitOnOutOfMemoryError")
                .with("-XX:ErrorFile=" + folder.log(part).resolveSibling(part.fileName() + "-crash.log"))
                .with(Parent.KEEPS_DATA, folder.isKept())
                .with("-Djava.io.tmpdir=" + folder.temporary(part))
                .with("-Djava.awt.headless=true")
                .with("--enable-native-access=ALL-UNNAMED")
                .with("--sun-misc-unsafe-memory-access=allow");
    }

    JavaCommand with(String word) {
        words.add(word);
        return this;
    }

    JavaCommand with(String property, Object value) {
        return with("-D" + property + "=" + value);
    }

    List<String> main(String classPath, Class<?> mainClass, String... arguments) {
        with("-cp").with(classPath).with(mainClass.getName());
        words.addAll(List.of(arguments));
        return List.copyOf(words);
    }
}
