package io.diptych.worker.provider;

/// Takes unfinished images while a call runs.
@FunctionalInterface
public interface PreviewSink {
    /// Nobody looks.
    PreviewSink NONE = (_, _, _) -> {};

    /// An unfinished image. Never throws: a preview that is lost does not fail a call.
    ///
    /// @param index 0 for the first one of the call
    void frame(int index, byte[] bytes, String mediaType);
}
