package io.diptych.quality.intake;

/// A file that nobody vouches for.
///
/// @param declaredType media type that the file's producer gave it
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
public record Parcel(byte[] bytes, String declaredType) {}
