package io.diptych.standalone.explain;

import io.diptych.catalog.Catalog;
import io.diptych.router.RouterApplication;
import io.diptych.router.policy.Policies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A policy document as it is written.
///
/// @param file its path, or the resource of a shipped one
public record PolicyFile(String file, String yaml) {
    private static final String ENDING = ".yaml";
    private static final YAMLMapper YAML = new YAMLMapper();

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
            throw new BadInputException("folder " + fileOrFolder + " cannot be read: " + e, e);
        }
    }

    private static PolicyFile at(Path path) {
        try {
            return new PolicyFile(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new BadInputException("policy " + path + " cannot be read: " + e, e);
        }
    }

    /// Policies of which this is the only one, and so also the one of requests that name none.
    ///
    /// @throws io.diptych.router.policy.PolicyException with all mistakes, if there are any
    public Policies alone(Catalog catalog) {
        try {
            Path folder = Files.createTempDirectory("diptych-policy-");
            Path copy = folder.resolve(String.valueOf(Path.of(file).getFileName()));
            try {
                Files.writeString(copy, yaml);
                return Policies.in(folder, catalog, name());
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file, e);
        }
    }

    /// Name of the policy, empty where the document has none.
    public String name() {
        try {
            return YAML.readTree(yaml).path("name").asString();
        } catch (JacksonException e) {
            return "";
        }
    }
}
