package io.diptych.standalone.explain;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.yaml.Problem;
import io.diptych.router.RouterApplication;
import io.diptych.router.policy.Policy;
import io.diptych.router.policy.PolicyReader;
import io.diptych.router.policy.PolicyReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A policy document as it is written.
///
/// @param file its path, or the resource of a shipped one
public record PolicyFile(String file, String yaml) {
    private static final String ENDING = ".yaml";

    /// The document at a path, or the shipped policy of that name.
    ///
    /// @throws BadInputException when there is neither
    public static PolicyFile find(String nameOrPath) {
        Path path = Path.of(nameOrPath);
        if (Files.isRegularFile(path)) {
            return at(path);
        }
        try (InputStream shipped = RouterApplication.class.getResourceAsStream("/policies/" + nameOrPath + ENDING)) {
            if (shipped == null) {
                throw new BadInputException("policy '" + nameOrPath + "' is neither a file nor a shipped policy");
            }
            return new PolicyFile(nameOrPath + ENDING, new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("shipped policy " + nameOrPath + " cannot be read", e);
        }
    }

    /// The documents of a folder (every `*.yaml`), or the one at a path.
    ///
    /// @throws BadInputException when they cannot be read
    public static List<PolicyFile> all(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(at(fileOrFolder));
        }
        try (Stream<Path> files = Files.list(fileOrFolder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(PolicyFile::at)
                    .toList();
        } catch (IOException e) {
            throw new BadInputException("folder " + fileOrFolder + " cannot be read: " + FileTrouble.of(e), e);
        }
    }

    private static PolicyFile at(Path path) {
        try {
            return new PolicyFile(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new BadInputException("policy " + path + " cannot be read: " + FileTrouble.of(e), e);
        }
    }

    /// What comes of reading it.
    ///
    /// @param settings values by name, instead of those that the document gives
    public PolicyReading read(Catalog catalog, Map<String, String> settings) {
        return new PolicyReader(catalog, settings).read(file, yaml);
    }

    /// The policy.
    ///
    /// @throws BadInputException with every problem, one a line
    public Policy policy(Catalog catalog, Map<String, String> settings) {
        PolicyReading reading = read(catalog, settings);
        return reading.policy()
                .orElseThrow(() -> new BadInputException(reading.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n  ", "policy " + file + " cannot be used:\n  ", ""))));
    }
}
