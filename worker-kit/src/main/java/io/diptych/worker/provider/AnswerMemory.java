package io.diptych.worker.provider;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The memory in which answers are read, shared by all calls of an adapter.
///
/// The official SDKs take 8 to 11 times an image's size while they turn an answer into an image, so a
/// hundred answers that come at once would need gigabytes. An answer for which there is no room waits
/// where it costs nothing: unread, in the socket.
public final class AnswerMemory {
    /// Memory that reading takes, by the size of the image; measured with openai-java and google-genai.
    private static final int TIMES = 11;

    private static final int KB = 1024;

    private final int kilobytes;
    private final Semaphore free;

    /// @param bytes that reading may take
    public AnswerMemory(long bytes) {
        this.kilobytes = Math.clamp(bytes / KB, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(kilobytes, true);
    }

    /// Half of this process's heap.
    public static AnswerMemory halfOfTheHeap() {
        return new AnswerMemory(Runtime.getRuntime().maxMemory() / 2);
    }

    /// Size of the image in an answer, as far as is known: three quarters of its body, which is base64, or two bytes
    /// a pixel.
    ///
    /// @param bodyBytes negative where it is not told
    public static long imageBytes(long bodyBytes, int width, int height) {
        return bodyBytes < 0 ? 2L * width * height : bodyBytes * 3 / 4;
    }

    /// Room for the answer of one call.
    public Room room() {
        return new Room();
    }

    /// Reads an answer once there is room for it. One that is larger than all there is gets all.
    ///
    /// @param imageBytes size of the image, as far as is known
    /// @throws UncheckedIOException when it is interrupted while it waits; the interrupt stays set
    public <T> T reading(long imageBytes, Supplier<T> read) {
        try (Room room = room()) {
            room.take(imageBytes);
            return read.get();
        }
    }

    /// Answers that wait for room.
    public int waiting() {
        return free.getQueueLength();
    }

    /// Room for one answer, taken when its size is known, and given back when this is closed. Used by one thread.
    public final class Room implements AutoCloseable {
        private int share;

        private Room() {}

        /// Waits until there is room.
        ///
        /// @param imageBytes size of the image, as far as is known
        /// @throws UncheckedIOException when it is interrupted while it waits; the interrupt stays set
        public void take(long imageBytes) {
            int wanted = (int) Math.min(kilobytes, Math.max(1, imageBytes * TIMES / KB));
            try {
                free.acquire(wanted);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException broken = new InterruptedIOException("interrupted before the answer was read");
                broken.initCause(e);
                throw new UncheckedIOException(broken);
            }
            share += wanted;
        }

        @Override
        public void close() {
            free.release(share);
            share = 0;
        }
    }
}
