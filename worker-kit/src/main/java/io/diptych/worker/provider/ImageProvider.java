package io.diptych.worker.provider;

/// A provider of images, as the job pump sees it.
public interface ImageProvider {
    /// Catalogue name, for example `openai`.
    String name();

    /// Whether there is a key to call it with. Without one every call ends `NOT_CONFIGURED`, not billed.
    default boolean isConfigured() {
        return true;
    }

    /// Unfinished images that a call asks for on the way, each of which is charged.
    default int unfinishedImages(RenderCall call) {
        return 0;
    }

    /// Buys one image; blocks until it ended. Does not retry: the kit does, where it surely was not billed.
    ///
    /// Never throws for what a provider does; an interrupt ends the call with `CANCELLED`, billing unknown.
    ProviderOutcome render(RenderCall call);
}
