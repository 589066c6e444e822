package io.diptych.openai;

import io.diptych.worker.provider.AnswerMemory;
import io.diptych.worker.provider.ProviderOutcome;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/// Room for the events of one stream, which the SDK reads whole, one at a time.
///
/// It is taken once an event has grown as only one with an image does, and given back when the next one is asked for: a
/// stream waits for minutes between its images, and takes nothing then. Used by one thread.
final class EventRoom implements AutoCloseable {
    private static final ScopedValue<EventRoom> CURRENT = ScopedValue.newInstance();
    /// Errors, comments and the heads of events are shorter.
    private static final int SMALL = 8 * 1024;
    /// A carriage return.
    private static final int BLANK_LINE = 1;

    private final AnswerMemory.Room room;
    private final long imageBytes;
    private long event;
    private long line;
    private boolean isTaken;

    /// @param imageBytes expected size of an image
    EventRoom(AnswerMemory.Room room, long imageBytes) {
        this.room = room;
        this.imageBytes = imageBytes;
    }

    /// Makes a call and reads its stream.
    ProviderOutcome reading(Supplier<ProviderOutcome> stream) {
        return ScopedValue.where(CURRENT, this).call(stream::get);
    }

    /// Puts the body of an answer into the room that its call is made in, if it is made in one. An interceptor that
    /// sees bodies as they are read, unpacked.
    static Response around(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        return CURRENT.isBound() && body != null
                ? response.newBuilder()
                        .body(ResponseBody.create(
                                Okio.buffer(CURRENT.get().new Events(body.source())),
                                body.contentType(),
                                body.contentLength()))
                        .build()
                : response;
    }

    private void makeRoom() {
        if (isTaken && event == 0) {
            room.close();
            isTaken = false;
        } else if (!isTaken && event > SMALL) {
            room.take(imageBytes);
            isTaken = true;
        }
    }

    /// @param from where in the buffer what was read begins
    private void note(Buffer buffer, long from) {
        long at = from;
        long end = buffer.size();
        while (at < end) {
            long newline = buffer.indexOf((byte) '\n', at, end);
            long next = newline < 0 ? end : newline + 1;
            event += next - at;
            line += next - at;
            if (newline >= 0) {
                event = line - 1 <= BLANK_LINE ? 0 : event;
                line = 0;
            }
            at = next;
        }
    }

    @Override
    public void close() {
        room.close();
    }

    private final class Events extends ForwardingSource {
        Events(Source body) {
            super(body);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            makeRoom();
            long before = sink.size();
            long count = super.read(sink, byteCount);
            note(sink, before);
            return count;
        }
    }
}
