package io.diptych.openai;

import com.fasterxml.jackson.core.JacksonException;
import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.CallLimit;
import io.diptych.worker.provider.ClientRequestId;
import io.diptych.worker.provider.Exchange;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.RenderCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OpenAI's Images API, text to image.
final class OpenAiImages implements ImageProvider {
    private static final Map<String, ImageGenerateParams.OutputFormat> FORMATS = Map.of(
            "image/png", ImageGenerateParams.OutputFormat.PNG,
            "image/jpeg", ImageGenerateParams.OutputFormat.JPEG,
            "image/webp", ImageGenerateParams.OutputFormat.WEBP);

    private final OpenAiConnection connection;
    private final Duration connectTimeout;
    private final CallLimit limit;
    private final InstantSource clock;

    OpenAiImages(OpenAiConnection connection, OpenAiProperties properties, InstantSource clock) {
        this.connection = connection;
        this.connectTimeout = properties.connectTimeout();
        this.limit = new CallLimit(properties.callTimeout(), clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public boolean isConfigured() {
        return connection.client().isPresent();
    }

    @Override
    public ProviderOutcome render(RenderCall call) {
        Optional<OpenAIClient> client = connection.client();
        if (client.isEmpty()) {
            return Failed.unbilled(
                    FailureCode.NOT_CONFIGURED,
                    "diptych.openai.api-key is empty: set it to a key of the OpenAI project");
        }
        ImageGenerateParams.OutputFormat format = FORMATS.get(call.mediaType());
        if (format == null) {
            return Failed.unbilled(
                    FailureCode.INVALID_REQUEST,
                    "mediaType is '" + call.mediaType() + "', but must be one of "
                            + FORMATS.keySet().stream().sorted().toList());
        }
        Optional<Duration> left = limit.left(call);
        return left.isEmpty() ? CallLimit.passed(call) : buy(client.get(), call, format, left.get());
    }

    private ProviderOutcome buy(
            OpenAIClient client, RenderCall call, ImageGenerateParams.OutputFormat format, Duration left) {
        Exchange exchange = new Exchange();
        try {
            return exchange.run(() -> send(client, call, format, left));
        } catch (OpenAIServiceException e) {
            return refused(e);
        } catch (RuntimeException e) {
            return isMalformed(e, exchange) ? malformed(e) : exchange.broken(e);
        }
    }

    private ProviderOutcome send(
            OpenAIClient client, RenderCall call, ImageGenerateParams.OutputFormat format, Duration left) {
        ImageGenerateParams params = ImageGenerateParams.builder()
                .model(call.model())
                .prompt(call.prompt())
                .size(call.width() + "x" + call.height())
                .quality(ImageGenerateParams.Quality.of(call.tier()))
                .outputFormat(format)
                .n(1)
                .putAdditionalHeader(ClientRequestId.HEADER, ClientRequestId.of(call.attemptId()))
                .build();
        Timeout timeout = Timeout.builder()
                .request(left)
                .connect(left.compareTo(connectTimeout) < 0 ? left : connectTimeout)
                .build();
        RequestOptions options = RequestOptions.builder().timeout(timeout).build();
        try (HttpResponseFor<ImagesResponse> response =
                client.images().withRawResponse().generate(params, options)) {
            return ImageAnswer.read(response.parse(), call.mediaType(), requestId(response.headers()));
        }
    }

    private ProviderOutcome refused(OpenAIServiceException e) {
        FailureTable.Row row = FailureTable.find(
                e.statusCode(), e.code().orElse(null), e.type().orElse(null));
        return new Failed(
                row.failure(),
                row.billing(),
                String.valueOf(e.getMessage()),
                RetryAfter.of(e.headers(), clock.instant()),
                null,
                requestId(e.headers()));
    }

    /// An answer that came and cannot be read, as against one that broke off on its way.
    private static boolean isMalformed(RuntimeException e, Exchange exchange) {
        Throwable root = Exchange.rootOf(e);
        return exchange.sent()
                && (root instanceof JacksonException
                        || root instanceof OpenAIInvalidDataException
                        || root instanceof IllegalArgumentException);
    }

    private static Failed malformed(RuntimeException e) {
        return new Failed(
                FailureCode.MALFORMED_RESPONSE,
                Billing.UNKNOWN,
                "the answer cannot be read: " + Exchange.rootOf(e).getMessage(),
                null,
                null,
                null);
    }

    private static @Nullable String requestId(com.openai.core.http.Headers headers) {
        return headers.values("x-request-id").stream().findFirst().orElse(null);
    }
}
