package io.diptych.quality.intake;

/// A file that nobody vouches for.
///
/// @param declaredType media type that the file's producer gave it
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
public record Parcel(byte[] bytes, String declaredType) {

    /// A file whose producer said nothing: it is taken for what its first bytes say.
    public static Parcel ofUnknownType(byte[] bytes) {
        return new Parcel(
                bytes, ImageFormat.ofMagic(bytes).map(ImageFormat::mediaType).orElse("application/octet-stream"));
    }
}
