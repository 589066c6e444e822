package io.diptych.router.kafka;

import java.time.Duration;

/// How soon what was decided is committed, and so seen by others. Each commit costs as much as some hundred
/// requests: while the router keeps up it commits soon, so that nobody waits for it; while it is behind it commits
/// seldom, so that it catches up.
///
/// One for all threads of a process: they share its processors, so all are behind or none. Each commits for
/// itself, and all of its tasks at once: however many tasks ask, a thread commits once in a while.
public final class CommitPace {
    /// The pace of a router that keeps up.
    static final Duration SOON = Duration.ofMillis(20);
    /// The pace of one that is behind, which is Kafka Streams' own: its setting `commit.interval.ms`.
    public static final Duration SELDOM = Duration.ofMillis(100);

    /// A record that has waited for so long was not read as soon as it came.
    private static final long WAITED_MILLIS = 250;
    /// So long after it read such a record, a router is taken to be behind.
    private static final long REMEMBERED_MILLIS = 500;

    @SuppressWarnings("ThreadLocalUsage") // There is one pace in a process, and it lives as long.
    private final ThreadLocal<Long> notBeforeMillis = ThreadLocal.withInitial(() -> Long.MIN_VALUE);

    private volatile long behindUntilMillis = Long.MIN_VALUE;

    /// A record was read.
    ///
    /// @param recordMillis time of the record
    void read(long recordMillis, long nowMillis) {
        if (nowMillis - recordMillis > WAITED_MILLIS) {
            behindUntilMillis = nowMillis + REMEMBERED_MILLIS;
        }
    }

    /// Whether this thread should commit without waiting for Kafka Streams to do so. It is told so once.
    boolean isDue(long nowMillis) {
        if (nowMillis < behindUntilMillis || nowMillis < notBeforeMillis.get()) {
            return false;
        }
        notBeforeMillis.set(nowMillis + SOON.toMillis());
        return true;
    }
}
