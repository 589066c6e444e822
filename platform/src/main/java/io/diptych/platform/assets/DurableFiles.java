package io.diptych.platform.assets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes files so that after a power cut each is there whole or not at all.
final class DurableFiles {
    private final Path root;

    DurableFiles(Path root) {
        this.root = root;
    }

    /// Writes aside, forces to disk, renames, and forces the folders that changed.
    void write(Path target, byte[] bytes) throws IOException {
        Path folder = folderOf(target);
        makeFolder(folder);
        Path aside = folder.resolve(".writing-" + UUID.randomUUID());
        try {
            try (FileChannel channel =
                    FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
        force(folder);
    }

    /// Tries whether files can be made.
    void probe() throws IOException {
        makeFolder(root);
        Files.delete(Files.createTempFile(root, ".probe-", ""));
    }

    private void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (Path made = folder; !made.equals(root); made = folderOf(made)) {
            force(folderOf(made));
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path path) throws IOException {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IOException(path + " has no parent folder");
        }
        return folder;
    }
}
