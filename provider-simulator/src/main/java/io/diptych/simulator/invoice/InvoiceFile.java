package io.diptych.simulator.invoice;

import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// An invoice on disk: one JSON line for each billed call, only ever appended to.
///
/// A line is in the file before the caller gets its image. A last line that a crash cut off is dropped at the next
/// start.
final class InvoiceFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InvoiceFile.class);

    private final Path path;
    private final FileChannel channel;

    private InvoiceFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Opens the file, and makes it if it is not there.
    ///
    /// @param lines gets the lines that are in the file
    static InvoiceFile open(Path path, List<InvoiceLine> lines) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            long goodBytes = Files.exists(path) ? read(path, lines) : 0;
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(goodBytes);
            channel.position(goodBytes);
            return new InvoiceFile(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("the invoice file " + path + " cannot be opened", e);
        }
    }

    private static long read(Path path, List<InvoiceLine> lines) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<InvoiceLine> found = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                found.add(parse(path, found.size() + 1, new String(bytes, start, end - start, StandardCharsets.UTF_8)));
                start = end + 1;
            }
        }
        if (start < bytes.length) {
            log.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("bytes", bytes.length - start)
                    .log("cut line dropped");
        }
        lines.addAll(found);
        return start;
    }

    private static InvoiceLine parse(Path path, int number, String line) {
        try {
            return InvoiceLine.of(Json.MAPPER.readTree(line));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line " + number + " of the invoice file " + path + " is no invoice line: " + line, e);
        }
    }

    void append(InvoiceLine line) {
        ByteBuffer bytes = ByteBuffer.wrap((line.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the invoice file " + path + " cannot be written", e);
        }
    }

    void clear() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the invoice file " + path + " cannot be emptied", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the invoice file " + path + " cannot be closed", e);
        }
    }
}
