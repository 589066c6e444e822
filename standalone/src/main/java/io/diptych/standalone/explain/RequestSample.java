package io.diptych.standalone.explain;

import io.diptych.events.GenerationRequest;
import io.diptych.standalone.request.RequestDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A request that is written down as JSON.
///
/// @param name file name without its ending; `stdin` for standard input
public record RequestSample(String name, String json) {
    private static final String ENDING = ".json";

    /// Reads a file; `-` is standard input.
    ///
    /// @throws BadInputException when it cannot be read
    public static RequestSample read(Path file, InputStream stdin) {
        try {
            if (file.toString().equals("-")) {
                return new RequestSample("stdin", new String(stdin.readAllBytes(), StandardCharsets.UTF_8));
            }
            return new RequestSample(nameOf(file), Files.readString(file));
        } catch (IOException e) {
            throw new BadInputException("request " + file + " cannot be read: " + FileTrouble.of(e), e);
        }
    }

    /// Reads every `*.json` of a folder in alphabetical order, or those that a list names: a text file with one file
    /// a line, relative to itself.
    public static List<RequestSample> readAll(Path folderOrList) {
        try (Stream<Path> files = Files.isDirectory(folderOrList) ? Files.list(folderOrList) : listed(folderOrList)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted(Files.isDirectory(folderOrList) ? Path::compareTo : (_, _) -> 0)
                    .map(file -> read(file, InputStream.nullInputStream()))
                    .toList();
        } catch (IOException e) {
            throw new BadInputException("requests " + folderOrList + " cannot be read: " + FileTrouble.of(e), e);
        }
    }

    private static Stream<Path> listed(Path list) throws IOException {
        return Files.readAllLines(list).stream().map(line -> list.resolveSibling(line.strip()));
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /// The event.
    ///
    /// @param policy the policy to be asked instead of the one that the document names; null for that one
    /// @param now    the request's time where the document names none
    /// @throws IllegalArgumentException naming the field that is unknown or has a value of the wrong kind
    public GenerationRequest toRequest(@Nullable String policy, Instant now) {
        RequestDocument document = RequestDocument.parse(json);
        document.set("policy", policy);
        document.setIfAbsent("requestId", name);
        document.setIfAbsent("tenant", "cli");
        return document.toRequest(now);
    }
}
