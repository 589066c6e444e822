package io.diptych.quality.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The formats that are looked at, told by their first bytes: what a file calls itself is not believed.
enum ImageFormat {
    PNG("image/png", "com.sun.imageio.plugins.png.PNGImageReaderSpi", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi", "\u00ff\u00d8\u00ff"),
    WEBP("image/webp", "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi", "RIFF????WEBPVP8");

    /// What else comes in place of an image, so that the refusal can name it. `?` stands for any byte.
    private static final Map<String, String> OTHERS = others();

    private final String mediaType;
    private final String readerProvider;
    private final String magic;

    /// @param magic the first bytes, each a character; `?` for any
    ImageFormat(String mediaType, String readerProvider, String magic) {
        this.mediaType = mediaType;
        this.readerProvider = readerProvider;
        this.magic = magic;
    }

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("GIF8", "a GIF");
        others.put("????ftypavif", "an AVIF");
        others.put("????ftyp", "a video or HEIF container");
        others.put("BM", "a BMP");
        others.put("II*\0", "a TIFF");
        others.put("MM\0*", "a TIFF");
        others.put("PK\u0003\u0004", "a ZIP archive");
        others.put("%PDF", "a PDF");
        others.put("<", "a page of HTML, XML or SVG");
        others.put("{", "a JSON document");
        return others;
    }

    /// IANA media type.
    String mediaType() {
        return mediaType;
    }

    /// Class of the reader's provider: no other reader that happens to be on the class path is tried.
    String readerProvider() {
        return readerProvider;
    }

    /// The format that the bytes begin as.
    static Optional<ImageFormat> ofMagic(byte[] bytes) {
        return Arrays.stream(values())
                .filter(format -> beginsWith(bytes, format.magic))
                .findFirst();
    }

    /// What the bytes look like when they are none of ours, for a person.
    static String describe(byte[] bytes) {
        return OTHERS.entrySet().stream()
                .filter(other -> beginsWith(bytes, other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(bytes.length == 0 ? "an empty file" : "no known format");
    }

    private static boolean beginsWith(byte[] bytes, String magic) {
        if (bytes.length < magic.length()) {
            return false;
        }
        String first = new String(bytes, 0, magic.length(), ISO_8859_1);
        for (int i = 0; i < magic.length(); i++) {
            if (magic.charAt(i) != '?' && magic.charAt(i) != first.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
