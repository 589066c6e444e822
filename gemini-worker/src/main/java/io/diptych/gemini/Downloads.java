package io.diptych.gemini;

import io.diptych.events.FailureCode;
import io.diptych.worker.provider.BatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Content of files that the SDK only writes to a path.
final class Downloads {
    private Downloads() {}

    @FunctionalInterface
    interface Download {
        void to(String path) throws BatchException;
    }

    /// Downloads into a file of our own, reads it and deletes it.
    static byte[] read(Download download) throws BatchException {
        try {
            Path file = Files.createTempFile("diptych-gemini-", ".part");
            try {
                download.to(file.toString());
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BatchException(FailureCode.INTERNAL, false, "no room for a download: " + e.getMessage(), e);
        }
    }
}
