package io.diptych.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder with everything the servers of one infrastructure write: `broker/`, `registry/`, `postgres/`, `logs/`
/// and `run/` (process ids). While it is open nobody else can open it, in this process or another.
final class DataFolder implements AutoCloseable {

    static final long NEEDED_BYTES = 500L * 1024 * 1024;

    private static final String LOCK_FILE = "diptych.lock";

    private final Path root;
    private final FileChannel lockFile;
    private final @Nullable Janitor janitor;

    private DataFolder(Path root, FileChannel lockFile, @Nullable Janitor janitor) {
        this.root = root;
        this.lockFile = lockFile;
        this.janitor = janitor;
    }

    /// A folder that stays. Waits for servers of an earlier owner that was killed and whose end is not over yet.
    static DataFolder kept(Path folder, DiskSpace disk) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            disk.require(root, NEEDED_BYTES);
            FileChannel lockFile = lock(root);
            var opened = new DataFolder(root, lockFile, null);
            opened.createSubfolders();
            for (Part part : Part.values()) {
                PidFile.at(opened.pidFile(part)).awaitEndOfFormerOwner();
            }
            return opened;
        } catch (IOException failed) {
            throw new InfrastructureException("cannot use the data folder " + root + ": " + failed, failed);
        }
    }

    /// A folder that vanishes when it is closed, or when this process ends without closing it.
    static DataFolder throwAway(DiskSpace disk) {
        try {
            Path root = Files.createTempDirectory("diptych-");
            disk.require(root, NEEDED_BYTES);
            var opened = new DataFolder(root, lock(root), Janitor.watching(root));
            opened.createSubfolders();
            return opened;
        } catch (IOException failed) {
            throw new InfrastructureException(
                    "cannot make a throw-away folder in " + System.getProperty("java.io.tmpdir") + ": " + failed,
                    failed);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        var file = FileChannel.open(
                root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!lockedByUs(file)) {
            String owner = Files.readString(root.resolve(LOCK_FILE)).strip();
            file.close();
            throw new InfrastructureException(
                    "another Diptych uses " + root + " (pid " + owner + "): stop it, or choose another data folder");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return file;
    }

    private static boolean lockedByUs(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException usedInThisProcess) {
            return false;
        }
    }

    private void createSubfolders() throws IOException {
        Files.createDirectories(root.resolve("logs"));
        Files.createDirectories(root.resolve("run"));
    }

    Path root() {
        return root;
    }

    /// Whether the data is wanted after this run.
    boolean isKept() {
        return janitor == null;
    }

    /// The part's own folder, made on first use.
    Path of(Part part) {
        return folder(root.resolve(part.fileName()));
    }

    /// The part's folder for files that nobody misses later.
    Path temporary(Part part) {
        return folder(root.resolve("run").resolve(part.fileName() + "-tmp"));
    }

    Path log(Part part) {
        return root.resolve("logs").resolve(part.fileName() + ".log");
    }

    Path pidFile(Part part) {
        return root.resolve("run").resolve(part.fileName() + ".pid");
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException failed) {
            throw new InfrastructureException("cannot make the folder " + path + ": " + failed, failed);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException unusable) {
            throw new InfrastructureException("cannot release " + root + ": " + unusable, unusable);
        } finally {
            if (janitor != null) {
                janitor.cleanUp();
            }
        }
    }
}
