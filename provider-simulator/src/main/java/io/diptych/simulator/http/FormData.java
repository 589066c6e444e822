package io.diptych.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parts of a `multipart/form-data` body (RFC 7578), in their order.
public record FormData(List<Part> parts) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");

    public FormData {
        parts = List.copyOf(parts);
    }

    /// One part.
    ///
    /// @param fileName    null where the part names no file
    /// @param contentType without its parameters; null where the part has none
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Part(
            String name,
            @Nullable String fileName,
            @Nullable String contentType,
            byte[] content) {
        /// The content as text.
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /// Parts of this name.
    public List<Part> all(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).toList();
    }

    /// The first part of this name.
    public Optional<Part> first(String name) {
        return all(name).stream().findFirst();
    }

    /// Reads a body; empty if it is not what its content type says.
    public static Optional<FormData> read(@Nullable String contentType, byte[] body) {
        String type = contentType == null ? "" : contentType;
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find() || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        byte[] separator = bytes("\r\n--" + mark);
        byte[] first = bytes("--" + mark);
        int at = find(body, first, 0);
        if (at < 0) {
            return Optional.empty();
        }
        at += first.length;
        List<Part> parts = new ArrayList<>();
        while (at + 1 < body.length && !(body[at] == '-' && body[at + 1] == '-')) {
            int endOfHead = find(body, END_OF_HEAD, at);
            int end = endOfHead < 0 ? -1 : find(body, separator, endOfHead + 2);
            if (end < 0) {
                return Optional.empty();
            }
            String head = new String(body, at, endOfHead - at, StandardCharsets.UTF_8);
            int start = endOfHead + END_OF_HEAD.length;
            part(head, Arrays.copyOfRange(body, start, Math.max(start, end))).ifPresent(parts::add);
            at = end + separator.length;
        }
        return Optional.of(new FormData(parts));
    }

    private static Optional<Part> part(String head, byte[] content) {
        String disposition = "";
        String type = null;
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (field.equals("content-disposition")) {
                disposition = line.substring(colon + 1);
            } else if (field.equals("content-type")) {
                type = line.substring(colon + 1).split(";", 2)[0].strip();
            }
        }
        Matcher name = NAME.matcher(disposition);
        Matcher fileName = FILE_NAME.matcher(disposition);
        return name.find()
                ? Optional.of(new Part(name.group(1), fileName.find() ? fileName.group(1) : null, type, content))
                : Optional.empty();
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int i = from; i <= in.length - what.length; i++) {
            int k = 0;
            while (k < what.length && in[i + k] == what[k]) {
                k++;
            }
            if (k == what.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
