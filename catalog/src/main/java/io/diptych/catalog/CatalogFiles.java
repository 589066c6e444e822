package io.diptych.catalog;

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

/// The texts of a catalogue's files, by their path inside the catalogue's folder.
///
/// @param models texts of `models/*.yaml`
/// @param prices texts of `prices/*.yaml`
record CatalogFiles(Map<String, String> models, Map<String, String> prices) {

    /// Every file that is shipped; a class path cannot be listed reliably inside an executable jar.
    static final List<String> SHIPPED_MODELS =
            List.of("models/openai.yaml", "models/google.yaml", "models/byteplus.yaml", "models/alibaba.yaml");

    static final List<String> SHIPPED_PRICES = List.of("prices/official.yaml", "prices/seed-000.yaml");

    /// The files that are shipped with this module.
    static CatalogFiles shipped() {
        return new CatalogFiles(resources(SHIPPED_MODELS), resources(SHIPPED_PRICES));
    }

    /// The files of an operator's folder, in the order of their names.
    static CatalogFiles in(Path folder, List<Problem> problems) {
        return new CatalogFiles(texts(folder, "models", problems), texts(folder, "prices", problems));
    }

    private static Map<String, String> resources(List<String> names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            try (InputStream in = CatalogFiles.class.getResourceAsStream("/catalog/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("resource /catalog/" + name + " is missing from the class path");
                }
                texts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("resource /catalog/" + name + " cannot be read", e);
            }
        }
        return texts;
    }

    private static Map<String, String> texts(Path folder, String kind, List<Problem> problems) {
        Map<String, String> texts = new LinkedHashMap<>();
        String pattern = kind + "/*.yaml";
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.put(kind + "/" + file.getFileName(), Files.readString(file));
            }
            if (texts.isEmpty()) {
                problems.add(new Problem(pattern, "the folder", "(all)", "no file", "at least one"));
            }
        } catch (IOException e) {
            problems.add(new Problem(pattern, "the folder", "(all)", e.toString(), "readable UTF-8 files"));
        }
        return texts;
    }
}
