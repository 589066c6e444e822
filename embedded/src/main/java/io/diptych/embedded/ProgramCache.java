package io.diptych.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Programs that come as archives, unpacked once per version and user: in `$DIPTYCH_CACHE`, else
/// `$XDG_CACHE_HOME/diptych`, else `~/.cache/diptych`. Any number of processes may ask at once; a program is either
/// there whole or not at all.
final class ProgramCache {

    /// Opens an archive.
    @FunctionalInterface
    interface Archive {
        InputStream open() throws IOException;
    }

    private final Path folder;
    private final DiskSpace disk;

    ProgramCache(Path folder, DiskSpace disk) {
        this.folder = folder;
        this.disk = disk;
    }

    static ProgramCache ofThisUser(Map<String, String> environment, DiskSpace disk) {
        String chosen = environment.get("DIPTYCH_CACHE");
        if (chosen != null) {
            return new ProgramCache(Path.of(chosen).toAbsolutePath(), disk);
        }
        String caches = environment.get("XDG_CACHE_HOME");
        Path parent = caches != null ? Path.of(caches) : Path.of(System.getProperty("user.home"), ".cache");
        return new ProgramCache(parent.resolve("diptych").toAbsolutePath(), disk);
    }

    /// The folder of the unpacked program.
    ///
    /// @param name      with its version, for example `postgres-18.6.0-x86_64`
    /// @param unpacking told when the archive is not unpacked yet
    Path unpacked(String name, Archive archive, Runnable unpacking) {
        Path program = folder.resolve(name);
        if (Files.isDirectory(program)) {
            return program;
        }
        try {
            Files.createDirectories(folder);
            disk.require(folder, DataFolder.NEEDED_BYTES);
            unpacking.run();
            Path beside = Files.createTempDirectory(folder, "." + name + "-");
            try (InputStream bytes = archive.open()) {
                Tarball.unpack(bytes, beside);
                publish(beside, program);
            } finally {
                Trees.delete(beside);
            }
            return program;
        } catch (IOException failed) {
            throw new InfrastructureException(
                    "cannot unpack " + name + " into " + folder + ": " + failed
                            + " (the environment variable DIPTYCH_CACHE chooses another folder)",
                    failed);
        }
    }

    private static void publish(Path unpacked, Path program) throws IOException {
        try {
            Files.move(unpacked, program, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException anotherWasFaster) {
            if (!Files.isDirectory(program)) {
                throw anotherWasFaster;
            }
        }
    }
}
