package io.diptych.worker.provider;

import io.diptych.events.ReferenceRole;

/// An image that a call starts from. The kit has looked at it before: its bytes are what its media type says.
///
/// @param mediaType IANA media type of the bytes
/// @param width     in pixels
/// @param height    in pixels
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record InputImage(ReferenceRole role, byte[] bytes, String mediaType, int width, int height) {}
