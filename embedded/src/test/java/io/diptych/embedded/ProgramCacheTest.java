package io.diptych.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

    private final AtomicInteger unpackings = new AtomicInteger();

    @TempDir
    private Path folder;

    private ProgramCache cache() {
        return new ProgramCache(folder, new DiskSpace(_ -> Long.MAX_VALUE));
    }

    private Path unpacked(byte[] archive) {
        return cache().unpacked("program-1", () -> new ByteArrayInputStream(archive), unpackings::incrementAndGet);
    }

    private static byte[] archiveWith(String name, String content) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(content.length());
            entry.setMode(0755);
            tar.putArchiveEntry(entry);
            tar.write(content.getBytes(StandardCharsets.US_ASCII));
            tar.closeArchiveEntry();
            var link = new TarArchiveEntry("bin/alias", TarConstants.LF_SYMLINK);
            link.setLinkName("tool");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Test
    void unpacksFilesLinksAndExecutableBits() throws IOException {
        Path program = unpacked(archiveWith("bin/tool", "works"));

        assertThat(program.resolve("bin/tool")).hasContent("works").isExecutable();
        assertThat(Files.readSymbolicLink(program.resolve("bin/alias"))).isEqualTo(Path.of("tool"));
    }

    @Test
    void unpacksOnlyOnce() {
        byte[] archive = archiveWith("bin/tool", "works");

        Path first = unpacked(archive);
        Path second = unpacked(archive);

        assertThat(second).isEqualTo(first);
        assertThat(unpackings).hasValue(1);
    }

    @Test
    void givesTheWholeProgramToAllWhoAskAtOnce() throws Exception {
        // Given
        byte[] archive = archiveWith("bin/tool", "works");
        Callable<Path> ask = () -> unpacked(archive);

        // When
        List<Future<Path>> answers;
        try (var threads = Executors.newFixedThreadPool(8)) {
            answers = threads.invokeAll(Stream.generate(() -> ask).limit(8).toList());
        }

        // Then
        for (Future<Path> answer : answers) {
            assertThat(answer.get().resolve("bin/tool")).hasContent("works");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("program-1"));
        }
    }

    @Test
    void refusesAnArchiveThatReachesOutOfItsFolder() {
        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> unpacked(archiveWith("../outside", "evil")))
                .withMessageContaining("archive entry ../outside points outside of");
        assertThat(folder.resolve("program-1")).doesNotExist();
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void leavesNothingOfAnArchiveThatIsBroken() throws IOException {
        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> unpacked(new byte[] {1, 2, 3}))
                .withMessageContaining("DIPTYCH_CACHE");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void isWhereTheEnvironmentSaysElseInTheUsersCache() {
        var roomy = new DiskSpace(_ -> Long.MAX_VALUE);
        byte[] archive = archiveWith("bin/tool", "works");

        Path chosen = ProgramCache.ofThisUser(Map.of("DIPTYCH_CACHE", folder + "/a", "XDG_CACHE_HOME", "/b"), roomy)
                .unpacked("p", () -> new ByteArrayInputStream(archive), () -> {});
        Path standard = ProgramCache.ofThisUser(Map.of("XDG_CACHE_HOME", folder + "/b"), roomy)
                .unpacked("p", () -> new ByteArrayInputStream(archive), () -> {});

        assertThat(chosen).isEqualTo(folder.resolve("a/p"));
        assertThat(standard).isEqualTo(folder.resolve("b/diptych/p"));
    }
}
