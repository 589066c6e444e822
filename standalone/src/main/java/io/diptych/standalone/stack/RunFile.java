package io.diptych.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The file `up.json` of a data folder: tells other commands where the running stack is. Readable by its owner only.
public final class RunFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;

    public RunFile(Path dataFolder) {
        this.file = dataFolder.resolve("up.json");
    }

    /// Writes where the stack is.
    public void write(StackAddresses addresses) {
        try {
            Path draft = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "up",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, JSON.writeValueAsBytes(addresses));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Where the running stack is; empty when none is running.
    public Optional<StackAddresses> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            StackAddresses addresses = JSON.readValue(Files.readAllBytes(file), StackAddresses.class);
            boolean alive = ProcessHandle.of(addresses.pid())
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            return alive ? Optional.of(addresses) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Removes the file when the stack goes down.
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
