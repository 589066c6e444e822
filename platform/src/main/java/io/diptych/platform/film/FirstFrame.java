package io.diptych.platform.film;

/// What a film begins with.
public sealed interface FirstFrame {

    /// An image of its own, in JPEG.
    ///
    /// @param width  in pixels
    /// @param height in pixels
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Shown(byte[] jpeg, int width, int height) implements FirstFrame {}

    /// It cannot be had.
    ///
    /// @param reason for a person
    record Hidden(String reason) implements FirstFrame {}

    /// The first frame of a film in H.264, 8 bits of 4:2:0 and not interlaced, or of one whose samples are JPEG
    /// images.
    ///
    /// Nobody vouches for the file. Whatever is in it, this ends within half a minute and takes no more memory
    /// than a picture of 9.4 megapixels does, about 90 MB. H.264 is decoded by one thread at a time; the others
    /// wait.
    static FirstFrame of(Film film) {
        return FrameReader.first(film);
    }
}
