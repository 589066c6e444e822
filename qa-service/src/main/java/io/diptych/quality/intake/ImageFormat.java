package io.diptych.quality.intake;

import java.util.Arrays;
import java.util.Optional;

/// The formats that are looked at, told by their first bytes: what a file calls itself is not believed.
enum ImageFormat {
    PNG("image/png", "png", 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A),
    JPEG("image/jpeg", "jpeg", 0xFF, 0xD8, 0xFF);

    private final String mediaType;
    private final String readerName;
    private final byte[] magic;

    ImageFormat(String mediaType, String readerName, int... magic) {
        this.mediaType = mediaType;
        this.readerName = readerName;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
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
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
