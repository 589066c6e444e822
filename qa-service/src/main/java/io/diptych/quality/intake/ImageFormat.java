package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/// The formats that are looked at, told by their first bytes: what a file calls itself is not believed.
enum ImageFormat {
    PNG("image/png", "png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "jpeg", "\u00ff\u00d8\u00ff");

    private final String mediaType;
    private final String readerName;
    private final String magic;

    /// @param magic the first bytes, each a character
    ImageFormat(String mediaType, String readerName, String magic) {
        this.mediaType = mediaType;
        this.readerName = readerName;
        this.magic = magic;
    }

    /// IANA media type.
    String mediaType() {
        return mediaType;
    }

    /// Name of the reader, so that no other reader that happens to be on the class path is tried.
    String readerName() {
        return readerName;
    }

    /// The format that the bytes begin as.
    static Optional<ImageFormat> ofMagic(byte[] bytes) {
        return Arrays.stream(values())
                .filter(format -> format.beginsHere(bytes))
                .findFirst();
    }

    private boolean beginsHere(byte[] bytes) {
        return bytes.length >= magic.length() && new String(bytes, 0, magic.length(), ISO_8859_1).equals(magic);
    }
}
