package io.diptych.router.policy;

import io.diptych.catalog.yaml.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where policy documents come from.
final class PolicyFiles {
    private static final List<String> SHIPPED = List.of(
            "adpicto.yaml", "dual-engine.yaml", "gpt-only.yaml", "hybrid-api.yaml", "nano-only.yaml", "tiered-studio.yaml");

    private PolicyFiles() {}

    static Map<String, String> shipped() {
        Map<String, String> documents = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            try (InputStream in = PolicyFiles.class.getResourceAsStream("/policies/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("resource /policies/" + name + " is missing from the class path");
                }
                documents.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("resource /policies/" + name + " cannot be read", e);
            }
        }
        return documents;
    }

    static Map<String, String> in(Path folder) {
        Map<String, String> documents = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                documents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new PolicyException(List.of(new Problem(
                    String.valueOf(folder), "the folder", "(all)", e.toString(), "readable UTF-8 files *.yaml")));
        }
        return documents;
    }
}
