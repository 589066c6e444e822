package io.diptych.simulator.fault;

import io.diptych.simulator.http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the network, or a broken server, makes of a good answer.
public final class SpoiltAnswer {

    private static final Duration BETWEEN_DROPS = Duration.ofMillis(100);

    private SpoiltAnswer() {}

    /// The answer as the caller gets it.
    ///
    /// @param fault how the call goes wrong, null if it goes well
    public static Answer of(@Nullable FaultMode fault, Answer.Whole good) {
        return switch (fault) {
            case HANG -> new Answer.Silence();
            case CUT -> new Answer.Cut(good);
            case MALFORMED -> {
                ByteBuffer body = good.body();
                body.limit(body.limit() - body.limit() / 3);
                yield new Answer.Whole(good.status(), good.contentType(), good.headers(), body);
            }
            case CUT_EARLY -> new Answer.Dropped();
            case TRICKLE ->
                new Answer.Streamed(good.status(), good.contentType(), good.headers(), out -> drip(good.body(), out));
            case null -> good;
            case RATE_LIMIT,
                    SERVER_ERROR,
                    REFUSAL,
                    EMPTY,
                    BLANK,
                    WRONG_RATIO,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    SHUT_MODEL,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    NO_CREDIT,
                    BAD_GATEWAY,
                    OVERLOADED,
                    LARGE,
                    WRONG_SIZE,
                    TRUNCATED,
                    NOT_IMAGE,
                    STREAM_ERROR,
                    EXPIRE -> good;
        };
    }

    private static void drip(ByteBuffer body, OutputStream out) throws IOException, InterruptedException {
        while (body.hasRemaining()) {
            out.write(body.get());
            out.flush();
            Thread.sleep(BETWEEN_DROPS);
        }
    }
}
