package io.diptych.cost.http;

import io.diptych.cost.dashboard.DashboardQueries;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Tells those who wait when something new is stored, wherever it was stored from: it asks PostgreSQL four times a
/// second while somebody waits, and never else.
final class Pulse implements AutoCloseable {
    /// The revision of which nobody knows anything.
    static final long UNKNOWN = -1;

    private static final Logger log = LoggerFactory.getLogger(Pulse.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    private final DashboardQueries queries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private long revision = UNKNOWN;
    private boolean away;
    private boolean closed;
    private int waiting;

    Pulse(DashboardQueries queries) {
        this.queries = queries;
        Thread _ = Thread.ofVirtual().name("cost-pulse").start(this::beat);
    }

    /// Waits until the revision is another than the one that is known, or for so long.
    ///
    /// @return the revision, which is the known one where nothing has changed
    /// @throws AwayException when PostgreSQL does not answer
    long await(long known, Duration most) throws InterruptedException, AwayException {
        lock.lockInterruptibly();
        try {
            waiting++;
            wanted.signal();
            long left = most.toNanos();
            while (revision == known && !closed && !away && left > 0) {
                left = changed.awaitNanos(left);
            }
            // The first look decides, not what was seen when somebody last waited.
            while (revision == UNKNOWN && !closed && !away && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (away) {
                throw new AwayException();
            }
            return revision == UNKNOWN ? known : revision;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private void beat() {
        try {
            while (awaitSomebody()) {
                look();
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitSomebody() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == 0 && !closed) {
                wanted.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        long found = UNKNOWN;
        boolean missing = false;
        try {
            found = queries.revision();
        } catch (DataAccessException e) {
            missing = true;
            if (!isAway()) {
                log.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("nothing can be told live, ledger does not answer");
            }
        }
        lock.lock();
        try {
            if (missing != away || (!missing && found != revision)) {
                away = missing;
                revision = missing ? revision : found;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isAway() {
        lock.lock();
        try {
            return away;
        } finally {
            lock.unlock();
        }
    }

    /// Wakes everybody, for good.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// PostgreSQL does not answer.
    static final class AwayException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
