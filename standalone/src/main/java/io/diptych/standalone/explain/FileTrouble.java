package io.diptych.standalone.explain;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// Says why a file could not be read, for a person.
final class FileTrouble {
    private FileTrouble() {}

    static String of(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : e.toString();
    }
}
