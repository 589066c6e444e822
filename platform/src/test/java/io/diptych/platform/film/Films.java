package io.diptych.platform.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Films that FFmpeg made, see `films/make`. All are of 64 x 36 pixels, half a second long.
final class Films {
    private Films() {}

    /// H.264 of profile High: arithmetic coding, blocks of 8 x 8, cropped, index at the end.
    static byte[] high() {
        return file("high.mp4");
    }

    /// The same with three slices a picture, scaling matrices, colours of BT.709, and the index before the pictures.
    static byte[] slices() {
        return file("slices.mp4");
    }

    /// H.264 of profile Baseline: codes of variable length; a track of sound before that of pictures.
    static byte[] sound() {
        return file("sound.mp4");
    }

    static byte[] file(String name) {
        try (InputStream in = Objects.requireNonNull(Films.class.getResourceAsStream("/films/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the content of a film's first box of a type begins.
    static int indexOf(byte[] film, String box) {
        int at = new String(film, ISO_8859_1).indexOf(box);
        if (at < 0) {
            throw new IllegalArgumentException("film has no box '" + box + "'");
        }
        return at + box.length();
    }
}
