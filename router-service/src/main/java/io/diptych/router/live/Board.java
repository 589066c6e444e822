package io.diptych.router.live;

/// What a topic says by now. Written by the one thread that reads the topic, read by all.
///
/// @param <V> type of the topic's events
public interface Board<V> {
    /// Notes an event.
    ///
    /// @throws RefusedException when the event makes no sense; what was there stays
    void take(V event);

    /// Forgets what was said under a key.
    void forget(String key);
}
