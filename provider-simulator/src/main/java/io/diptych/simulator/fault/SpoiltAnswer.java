package io.diptych.simulator.fault;

import io.diptych.simulator.http.Answer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What the network, or a broken server, makes of a good answer.
public final class SpoiltAnswer {

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
            case null -> good;
            case RATE_LIMIT, SERVER_ERROR, REFUSAL, EMPTY, BLANK, WRONG_RATIO -> good;
        };
    }
}
