package io.diptych.quality.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where Tesseract's language data is: a folder of the operator's, those of Debian's packages, or
/// the English data that
/// came with the program.
final class LanguageData {
    private static final String SUFFIX = ".traineddata";
    private static final Path DEBIAN = Path.of("/usr/share/tesseract-ocr");

    private LanguageData() {}

    /// The folder that has data of a language.
    static Optional<Path> folderOf(String language, Optional<Path> configured) {
        List<Path> folders = new ArrayList<>();
        configured.ifPresent(folders::add);
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted().map(version -> version.resolve("tessdata")).forEach(folders::add);
            } catch (IOException e) {
                // Another place may have it.
            }
        }
        return folders.stream()
                .filter(folder -> Files.isReadable(folder.resolve(language + SUFFIX)))
                .findFirst()
                .or(() -> bundled(language));
    }

    private static Optional<Path> bundled(String language) {
        String name = language + SUFFIX;
        try (InputStream data = LanguageData.class.getResourceAsStream("/tessdata/" + name)) {
            if (data == null) {
                return Optional.empty();
            }
            Path folder = Files.createTempDirectory("diptych-tessdata");
            Path file = folder.resolve(name);
            Files.copy(data, file);
            // Deleted in reverse order, the file before its folder.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return Optional.of(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
