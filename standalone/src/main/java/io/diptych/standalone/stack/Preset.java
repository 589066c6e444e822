package io.diptych.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A configuration set of `deploy/presets`, as settings of services.
///
/// @param settings by key, such as `diptych.router.defaultpolicy`
public record Preset(Map<String, String> settings) {
    /// Those that there are, by the size of a team.
    public static final List<String> NAMES = List.of("small", "medium", "large");

    private static final String FILE = "diptych.env";
    /// Variables that name a file or folder of the preset.
    private static final List<String> PATHS = List.of("FILE", "FOLDER");

    public Preset {
        settings = Map.copyOf(settings);
    }

    /// Reads a preset.
    ///
    /// @param presets folder of all presets
    /// @throws StackException when there is none of that name, or its file cannot be understood
    public static Preset named(String name, Path presets) {
        if (!NAMES.contains(name)) {
            throw new StackException("preset is '" + name + "', must be one of " + String.join(", ", NAMES));
        }
        Path folder = presets.resolve(name).toAbsolutePath();
        Map<String, String> settings = new LinkedHashMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(folder.resolve(FILE))) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    int equals = line.indexOf('=');
                    if (equals < 1) {
                        throw new StackException(
                                folder.resolve(FILE) + ":" + number + ": line is '" + line + "', must be NAME=value");
                    }
                    String variable = line.substring(0, equals);
                    settings.put(key(variable), value(variable, line.substring(equals + 1), folder));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read preset " + name, e);
        }
        return new Preset(settings);
    }

    private static String key(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String value(String variable, String value, Path folder) {
        return PATHS.stream().anyMatch(variable::endsWith)
                ? folder.resolve(value).toString()
                : value;
    }
}
