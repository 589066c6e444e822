package io.diptych.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageEditStreamEvent;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.services.blocking.ImageService;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.AnswerMemory;
import io.diptych.worker.provider.CallLimit;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.LiveGuard;
import io.diptych.worker.provider.PreviewSink;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The Images API of OpenAI, or of a host that speaks its dialect: generations and edits, streamed where somebody
/// watches.
final class OpenAiImages implements ImageProvider {
    static final String NO_KEY = "diptych.openai.api-key is empty: set it to a key of the provider's project";

    private final OpenAiConnection connection;
    private final OpenAiProperties properties;
    private final ImageRequest request;
    private final ImageDownload download;
    private final CallLimit limit;
    private final InstantSource clock;
    private final AnswerMemory memory;

    OpenAiImages(OpenAiConnection connection, OpenAiProperties properties, InstantSource clock) {
        this(connection, properties, clock, AnswerMemory.halfOfTheHeap());
    }

    /// @param memory in which answers and events are read
    OpenAiImages(OpenAiConnection connection, OpenAiProperties properties, InstantSource clock, AnswerMemory memory) {
        this.connection = connection;
        this.properties = properties;
        this.request = new ImageRequest(properties);
        this.download = new ImageDownload(
                properties.baseUrl(), LiveGuard.isThisMachine(properties.baseUrl()), properties.connectTimeout());
        this.limit = new CallLimit(properties.callTimeout(), clock);
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public String name() {
        return properties.provider();
    }

    @Override
    public boolean isConfigured() {
        return connection.client().isPresent();
    }

    @Override
    public int unfinishedImages(RenderCall call) {
        return !call.previews().equals(PreviewSink.NONE) && properties.dialect().streaming()
                ? properties.partialImages()
                : 0;
    }

    @Override
    public ProviderOutcome render(RenderCall call) {
        Optional<OpenAIClient> client = connection.client();
        if (client.isEmpty()) {
            return Failed.unbilled(FailureCode.NOT_CONFIGURED, NO_KEY);
        }
        Optional<String> objection = Objections.to(call, properties.dialect());
        if (objection.isPresent()) {
            return Failed.unbilled(FailureCode.INVALID_REQUEST, objection.get());
        }
        Optional<Duration> left = limit.left(call);
        return left.isEmpty() ? CallLimit.passed(call) : buy(client.get(), call, left.get());
    }

    private ProviderOutcome buy(OpenAIClient client, RenderCall call, Duration left) {
        Exchange exchange = new Exchange();
        return asked(client, call, left, exchange).withLimits(exchange.limits());
    }

    private ProviderOutcome asked(OpenAIClient client, RenderCall call, Duration left, Exchange exchange) {
        boolean watched = unfinishedImages(call) > 0;
        ImageService.WithRawResponse images = client.images().withRawResponse();
        try {
            if (request.isEdit(call)) {
                ImageEditParams params;
                try {
                    params = request.edit(call, watched);
                } catch (IllegalArgumentException e) {
                    return Failed.unbilled(FailureCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
                }
                return exchange.run(() -> watched
                        ? inRoom(call, () -> watch(images, params, call, options(left)))
                        : read(images, params, call, options(left)));
            }
            ImageGenerateParams params = request.generation(call, watched);
            return exchange.run(() -> watched
                    ? inRoom(call, () -> watch(images, params, call, options(left)))
                    : read(images, params, call, options(left)));
        } catch (RuntimeException e) {
            return BrokenAnswers.failed(e, exchange, clock);
        }
    }

    private ProviderOutcome read(
            ImageService.WithRawResponse images, ImageGenerateParams params, RenderCall call, RequestOptions options) {
        try (HttpResponseFor<ImagesResponse> answer = images.generate(params, options)) {
            return read(answer, call);
        }
    }

    private ProviderOutcome read(
            ImageService.WithRawResponse images, ImageEditParams params, RenderCall call, RequestOptions options) {
        try (HttpResponseFor<ImagesResponse> answer = images.edit(params, options)) {
            return read(answer, call);
        }
    }

    private ProviderOutcome read(HttpResponseFor<ImagesResponse> answer, RenderCall call) {
        return memory.reading(
                imageBytes(answer, call),
                () -> ImageAnswer.read(
                        answer.parse(),
                        call,
                        url -> download.fetch(url, () -> limit.left(call)),
                        BrokenAnswers.requestId(answer.headers())));
    }

    private static long imageBytes(HttpResponseFor<ImagesResponse> answer, RenderCall call) {
        long bodyBytes = answer.headers().values("content-length").stream()
                .filter(length -> length.matches("\\d{1,12}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
        return AnswerMemory.imageBytes(bodyBytes, call.width(), call.height());
    }

    private ProviderOutcome inRoom(RenderCall call, Supplier<ProviderOutcome> stream) {
        try (EventRoom room = new EventRoom(memory.room(), AnswerMemory.imageBytes(-1, call.width(), call.height()))) {
            return room.reading(stream);
        }
    }

    private static ProviderOutcome watch(
            ImageService.WithRawResponse images, ImageGenerateParams params, RenderCall call, RequestOptions options) {
        try (HttpResponseFor<StreamResponse<ImageGenStreamEvent>> answer = images.generateStreaming(params, options);
                StreamResponse<ImageGenStreamEvent> events = answer.parse()) {
            return ImageStream.ofGeneration(events.stream(), call, BrokenAnswers.requestId(answer.headers()));
        }
    }

    private static ProviderOutcome watch(
            ImageService.WithRawResponse images, ImageEditParams params, RenderCall call, RequestOptions options) {
        try (HttpResponseFor<StreamResponse<ImageEditStreamEvent>> answer = images.editStreaming(params, options);
                StreamResponse<ImageEditStreamEvent> events = answer.parse()) {
            return ImageStream.ofEdit(events.stream(), call, BrokenAnswers.requestId(answer.headers()));
        }
    }

    private RequestOptions options(Duration left) {
        return options(left, properties.connectTimeout());
    }

    /// @param left longest time for the whole call
    static RequestOptions options(Duration left, Duration connectTimeout) {
        return RequestOptions.builder()
                .timeout(Timeout.builder()
                        .request(left)
                        .connect(left.compareTo(connectTimeout) < 0 ? left : connectTimeout)
                        .build())
                .build();
    }
}
