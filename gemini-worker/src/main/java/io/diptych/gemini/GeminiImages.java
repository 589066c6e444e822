package io.diptych.gemini;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentConfig;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.AnswerMemory;
import io.diptych.worker.provider.CallLimit;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Google's image models, on the Gemini API or on Vertex: from words, and from images with words.
final class GeminiImages implements ImageProvider {
    static final String NO_KEY = "diptych.gemini.api-key is empty: set it to a key of the Gemini API";

    private final GeminiConnection connection;
    private final CallLimit limit;
    private final GeminiProperties.@Nullable Thinking thinking;
    private final AnswerMemory memory;

    GeminiImages(GeminiConnection connection, GeminiProperties properties, InstantSource clock) {
        this(connection, properties, clock, AnswerMemory.halfOfTheHeap());
    }

    /// @param memory in which answers are read
    GeminiImages(GeminiConnection connection, GeminiProperties properties, InstantSource clock, AnswerMemory memory) {
        this.memory = memory;
        this.connection = connection;
        this.thinking = properties.thinking();
        this.limit = new CallLimit(properties.callTimeout(), clock);
    }

    @Override
    public String name() {
        return "google";
    }

    @Override
    public boolean isConfigured() {
        return connection.client().isPresent();
    }

    @Override
    public ProviderOutcome render(RenderCall call) {
        Optional<Client> client = connection.client();
        if (client.isEmpty()) {
            return Failed.unbilled(FailureCode.NOT_CONFIGURED, NO_KEY);
        }
        Optional<Duration> left = limit.left(call);
        return left.isEmpty() ? CallLimit.passed(call) : buy(client.get(), call, left.get());
    }

    private ProviderOutcome buy(Client client, RenderCall call, Duration left) {
        GenerateContentConfig config = ContentRequest.config(call, connection.isVertex(), thinking)
                .httpOptions(GeminiConnection.call(call.attemptId(), left))
                .build();
        try (AnswerMemory.Room room = memory.room()) {
            Exchange exchange = new Exchange(
                    bodyBytes -> room.take(AnswerMemory.imageBytes(bodyBytes, call.width(), call.height())));
            try {
                return exchange.run(() -> ContentAnswer.read(
                        client.models.generateContent(call.model(), ContentRequest.content(call), config)));
            } catch (RuntimeException e) {
                return BrokenAnswers.failed(e, exchange);
            }
        }
    }
}
