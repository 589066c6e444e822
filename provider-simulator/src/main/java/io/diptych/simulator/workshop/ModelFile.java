package io.diptych.simulator.workshop;

import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// Reads the list of models that a simulated provider serves.
public final class ModelFile {

    private ModelFile() {}

    /// Reads a list of models.
    ///
    /// @param name a resource beside the price books
    public static <T> List<T> read(String name, Class<T> type) {
        String file = "/io/diptych/simulator/" + name;
        try (InputStream in = Objects.requireNonNull(ModelFile.class.getResourceAsStream(file), file)) {
            return Json.MAPPER.readerForListOf(type).readValue(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
